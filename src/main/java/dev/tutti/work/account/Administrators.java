package dev.tutti.work.account;

import dev.tutti.base.config.Settings;
import dev.tutti.base.identity.SignIns;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Who administers: whose account carries the mark, or is named in the settings, which is how the first one gets it. */
@ApplicationScoped
class Administrators {
    @Inject
    Settings settings;

    SignIns.Standing standing(Account account) {
        return account.standing(isNamed(account));
    }

    AccountView view(Account account) {
        return account.view(isNamed(account));
    }

    private boolean isNamed(Account account) {
        return settings.accounts().administrators().contains(account.id().value());
    }
}
