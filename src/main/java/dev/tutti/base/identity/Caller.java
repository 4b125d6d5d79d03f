package dev.tutti.base.identity;

import dev.tutti.base.problem.Problem;

/** Somebody who was let in, and the request or command that they are making. */
public record Caller(UserId id, String name, Credential credential, Echo echo) {
    /** @return the same person, making the write that {@code echo} marks */
    public Caller with(Echo echo) {
        return new Caller(id, name, credential, echo);
    }

    /** @throws Problem.Forbidden when they carry no administrator's mark */
    public void mustBeAdministrator() {
        if (!credential.administrator()) {
            throw new Problem.Forbidden("This is for administrators of the server.");
        }
    }
}
