package dev.tutti.work.account;

import dev.tutti.base.identity.OutsideToken;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Objects;
import java.util.UUID;

/** Which account somebody has who comes with a token of an outside provider. */
@Entity
@Table(name = "outside_identity")
@IdClass(OutsideIdentity.Key.class)
class OutsideIdentity {
    @Id
    private String issuer;

    @Id
    private String subject;

    @Column(name = "account_id")
    private UUID accountId;

    protected OutsideIdentity() {}

    OutsideIdentity(OutsideToken token, Account account) {
        issuer = token.issuer();
        subject = token.subject();
        accountId = account.id().value();
    }

    /** The primary key, in the form that JPA asks for. */
    static class Key implements Serializable {
        private static final long serialVersionUID = 1L;

        private String issuer;
        private String subject;

        protected Key() {}

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && issuer.equals(key.issuer) && subject.equals(key.subject);
        }

        @Override
        public int hashCode() {
            return Objects.hash(issuer, subject);
        }
    }
}
