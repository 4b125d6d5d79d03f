package dev.tutti.conformance;

import jakarta.json.JsonObject;
import java.util.Optional;

/**
 * Where a {@link Transcript} is played: in memory, or on a server. A client is named after its person; the clients of
 * one person are told apart by what follows a slash, as in {@code ada/phone}.
 */
public interface Stage extends AutoCloseable {
    /** @return the person's user id; whoever is named for the first time gets an account */
    String person(String name);

    /** @return the id of the new workspace */
    String createsWorkspace(String person, String name);

    /**
     * @param connection the connection that is to hear {@code skip} in place of the event
     * @return the id of the new task
     */
    String createsTask(String person, String workspace, String title, Optional<String> connection);

    void adds(String person, String other, String workspace, String role);

    void removes(String person, String other, String workspace);

    void connects(String client);

    void hangsUp(String client);

    /** Sends the text as it is. */
    void says(String client, String text);

    /** @return the next frame that the client hears; if there is none, the play fails */
    JsonObject hears(String client);

    /**
     * @return the next frame that the client hears of who is there; such frames come by the clock, and are not looked for
     *     by those who do not ask
     */
    JsonObject hearsOfPresence(String client);

    /** @return the code with which the server closes, without having said anything more */
    int isClosed(String client);

    /** The curtain. Whatever some client has heard and the transcript does not tell of makes the play fail. */
    @Override
    void close();

    /** @return whose client it is */
    static String owner(String client) {
        return client.split("/")[0];
    }
}
