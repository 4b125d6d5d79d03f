package dev.tutti.work.invite;

import dev.tutti.base.config.Settings;
import dev.tutti.base.mail.Letter;
import dev.tutti.base.mail.Postbox;
import dev.tutti.work.workspace.Membership;
import dev.tutti.work.workspace.Workspaces;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Optional;

/** How a new invitation reaches whom it is for. */
@ApplicationScoped
class InviteLetters {
    @Inject
    Workspaces workspaces;

    @Inject
    Postbox box;

    @Inject
    Settings settings;

    /** Hands the code to the inviter, and to the mail where there is an address and a mail server. */
    MadeInvite hand(Membership inviter, InviteView invite, String code) {
        Optional<String> url = settings.door().publicUrl().map(address -> link(address, code));
        boolean mailed = invite.email().isPresent() && box.isOpen();
        if (mailed) {
            box.post(letter(inviter, invite, url.orElse(code)));
        }
        return new MadeInvite(invite, code, url, mailed);
    }

    /** In the fragment, which a browser tells no server: a link that is opened leaves no code in anybody's log. */
    static String link(URI address, String code) {
        return address.toString().replaceAll("/+$", "") + "/#invite=" + code;
    }

    private Letter letter(Membership inviter, InviteView invite, String way) {
        String name = workspaces.of(inviter).name();
        String who = inviter.caller().name();
        return new Letter(invite.email().orElseThrow(), who + " invites you to " + name, """
                %s invites you to the workspace "%s" on Tutti, as %s.

                Accept with this:

                    %s

                It is for you alone and good until %s.
                If you do not know what this is about, you need not do anything.
                """.formatted(
                        who, name, invite.role().wire(), way, invite.expiresAt()));
    }
}
