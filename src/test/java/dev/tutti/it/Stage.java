package dev.tutti.it;

import jakarta.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** One workspace, and somebody for each relation that a person can have to it. */
final class Stage {
    /** The people, and then those who are none: integrations whose key has one scope. */
    static final List<String> CAST = List.of(
            "owner", "admin", "member", "guest", "stranger", "removed", "nobody", "root", "read", "tasks", "events");

    private static final Map<String, String> SCOPES =
            Map.of("read", "read", "tasks", "tasks:write", "events", "events:write");

    /** The name of the keys that are not to be deleted. */
    private static final String CAST_KEY = "Cast";

    private final Map<String, Person> people = new HashMap<>();
    private final Person target = Person.registers("Target");
    private final Person foreigner = Person.registers("Foreigner");
    private final Person newcomer = Person.registers("Newcomer");
    private final Map<String, String> keys = new HashMap<>();
    private Optional<RawSocket> connection = Optional.empty();
    private String workspace = "";

    Stage() {
        Stream.of("owner", "admin", "member", "guest", "stranger", "removed")
                .forEach(role -> people.put(role, Person.registers(role)));
        people.put("root", Root.signsIn());
    }

    private Person owner() {
        return people.get("owner");
    }

    /** A new workspace with the same people in the same roles. */
    void set() {
        workspace = owner().createsWorkspace("Stage");
        for (String role : List.of("admin", "member", "guest")) {
            owner().adds(people.get(role), workspace, role);
        }
        owner().adds(people.get("removed"), workspace, "admin");
        owner().delete("api/workspaces/" + workspace + "/members/" + people.get("removed").id)
                .expect(204);
        SCOPES.forEach((role, scope) -> keys.put(
                role,
                owner().post(
                                "api/workspaces/" + workspace + "/keys",
                                "{\"name\":\"%s\",\"scopes\":[\"%s\"]}".formatted(CAST_KEY, scope))
                        .expect(201)
                        .json()
                        .getString("secret")));
    }

    /** Somebody who never is a member. */
    Person foreigner() {
        return foreigner;
    }

    Answer call(String role, String method, String path, String body) {
        String address = "api/" + fill(own(role, path));
        Answer answer = Person.send(method, address, fill(body), credential(role));
        if (path.equals("auth/logout-all") && people.containsKey(role)) {
            people.put(role, people.get(role).signsIn());
        }
        return answer;
    }

    /** Asks for a stream. */
    Radio tune(String role, String path) {
        Radio.Dial dial = Radio.Dial.nobody().query(fill(path.replaceAll("^[^?]*\\??", "")));
        for (Map.Entry<String, String> header : credential(role).entrySet()) {
            dial = dial.with(header.getKey(), header.getValue());
        }
        return dial.tune();
    }

    /** Tries a frame on a socket. @return what came of it, in a word */
    String say(String role, String type, String payload) {
        try (Attempt attempt = new Attempt(token(role))) {
            return attempt.at(
                    workspace, type, fill(payload.replace("{token}", token(role).orElse(""))));
        }
    }

    private Optional<String> token(String role) {
        return Optional.ofNullable(people.get(role))
                .map(person -> person.token)
                .or(() -> Optional.ofNullable(keys.get(role)));
    }

    private Map<String, String> credential(String role) {
        return token(role).map(it -> Map.of("Authorization", "Bearer " + it)).orElse(Map.of());
    }

    /** Puts what can only be one's own in its place; of administrators, what is the account's that they look at. */
    private String own(String role, String path) {
        Optional<Person> whose = Optional.ofNullable(path.startsWith("admin/") ? target : people.get(role));
        String own = path.contains("{filter}") ? path.replace("{filter}", filterOf(whose)) : path;
        return own.contains("{session}") ? own.replace("{session}", sessionOf(whose)) : own;
    }

    /** Puts what a request needs in place just before it is made, so that no request depends on what one before did. */
    private String fill(String text) {
        String filled = text.replace("{workspace}", workspace)
                .replace("{uuid}", UUID.randomUUID().toString())
                .replace("{emoji}", "%F0%9F%91%8D")
                .replace("{account}", target.id)
                .replace("{email}", target.email)
                .replace("{password}", Person.PASSWORD);
        if (filled.contains("{connection}")) {
            filled = filled.replace("{connection}", connect());
        }
        if (filled.contains("{task}")) {
            String task = owner().createsTask(workspace, "Prop").id();
            filled = filled.replace("{task}", task);
            if (filled.contains("{comment}")) {
                filled = filled.replace(
                        "{comment}", owner().comments(workspace, task, "Prop").id());
            }
        }
        if (filled.contains("{message}")) {
            filled = filled.replace("{message}", owner().says(workspace, "Prop").id());
        }
        if (filled.contains("{refresh}")) {
            filled = filled.replace("{refresh}", target.signsIn().refreshToken);
        }
        if (filled.contains("{person}")) {
            owner().post(members(), "{\"userId\":\"" + target.id + "\",\"role\":\"member\"}");
            filled = filled.replace("{person}", target.id);
        }
        if (filled.contains("{invite}")) {
            filled = filled.replace("{invite}", invite().getJsonObject("invite").getString("id"));
        }
        if (filled.contains("{key}")) {
            filled = filled.replace("{key}", key().getJsonObject("key").getString("id"));
        }
        if (filled.contains("{webhook}")) {
            filled = filled.replace("{webhook}", webhook().getString("id"));
        }
        if (filled.contains("{head}")) {
            // Of the one that the address has just named.
            filled = filled.replace(
                    "{head}",
                    owner().get("api/workspaces/" + workspace + "/webhooks")
                            .json()
                            .getJsonArray("items")
                            .getJsonObject(0)
                            .getString("position"));
        }
        if (filled.contains("{code}")) {
            filled = filled.replace("{code}", invite().getString("code"));
        }
        if (filled.contains("{newcomer}")) {
            owner().delete(members() + "/" + newcomer.id);
            filled = filled.replace("{newcomer}", newcomer.id);
        }
        return filled;
    }

    /** An invitation that all may accept, so that whoever tries gets the same answer. */
    private JsonObject invite() {
        String invites = "api/workspaces/" + workspace + "/invites";
        return owner().post(invites, "{\"role\":\"guest\",\"uses\":0}")
                .expect(201)
                .json();
    }

    private JsonObject key() {
        return only("keys", "{\"name\":\"Prop\",\"scopes\":[\"read\"]}");
    }

    private JsonObject webhook() {
        return only("webhooks", "{\"url\":\"https://hooks.example/\",\"types\":[\"prop:never\"]}")
                .getJsonObject("webhook");
    }

    /** Makes one of which there may be only some at a time. */
    private JsonObject only(String list, String asked) {
        String address = "api/workspaces/" + workspace + "/" + list;
        owner().get(address).json().getJsonArray("items").getValuesAs(JsonObject.class).stream()
                .filter(kept -> !kept.getString("name", "").equals(CAST_KEY))
                .forEach(kept ->
                        owner().delete(address + "/" + kept.getString("id")).expect(204));
        return owner().post(address, asked).expect(201).json();
    }

    /** @return one of their own: there is no way to any other */
    private static String filterOf(Optional<Person> whose) {
        String id = UUID.randomUUID().toString();
        whose.ifPresent(person -> person.put("api/filters/" + id, "{\"name\":\"Prop\",\"conditions\":{}}")
                .expect(200));
        return id;
    }

    /** @return one of their own, with which they do not ask */
    private static String sessionOf(Optional<Person> whose) {
        return whose.map(person -> {
                    person.signsIn();
                    return person.get("api/auth/sessions?limit=1")
                            .expect(200)
                            .json()
                            .getJsonArray("items")
                            .getJsonObject(0)
                            .getString("id");
                })
                .orElseGet(() -> UUID.randomUUID().toString());
    }

    /** @return one that is there until the next is asked for */
    private String connect() {
        connection.ifPresent(RawSocket::close);
        RawSocket socket = RawHandshake.of(target).send();
        connection = Optional.of(socket);
        return socket.expect("connected").getJsonObject("payload").getString("connectionId");
    }

    private String members() {
        return "api/workspaces/" + workspace + "/members";
    }
}
