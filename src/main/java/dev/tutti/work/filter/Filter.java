package dev.tutti.work.filter;

import dev.tutti.base.database.AbsentableUuid;
import dev.tutti.base.edit.FieldVersions;
import dev.tutti.base.edit.IfMatch;
import dev.tutti.base.identity.UserId;
import dev.tutti.base.json.JsonText;
import dev.tutti.work.task.TaskConditions;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A search for tasks under a name. Its id is unique for its person. Changed only by whoever holds their inbox. */
@Entity
@Table(name = "task_filter")
@IdClass(Filter.Key.class)
class Filter {
    private static final Set<String> FIELDS = Set.of("name", "workspaceId", "conditions");

    @Id
    @Column(name = "user_id")
    private UUID person;

    @Id
    private UUID id;

    private String name;

    @Column(name = "workspace_id")
    @Convert(converter = AbsentableUuid.class)
    private UUID workspace;

    /** A JSON object: always read and written whole. */
    private String conditions;

    private long version;

    protected Filter() {}

    Filter(UserId person, UUID id) {
        this.person = person.value();
        this.id = id;
    }

    boolean isNew() {
        return version == 0;
    }

    /**
     * Lets a change of the whole of it through.
     *
     * @throws dev.tutti.base.problem.Problem.StaleVersion when it is another one than the writer saw
     */
    void permits(IfMatch match) {
        match.permit(version, FieldVersions.NONE.changed(FIELDS, version), FIELDS);
    }

    /** @return whether it is so already */
    boolean says(NewFilter asked) {
        return !isNew() && asked.equals(new NewFilter(view().name(), view().workspaceId(), view().conditions()));
    }

    /** @param next the number of the inbox's entry that tells of it */
    void become(NewFilter asked, long next) {
        name = asked.name();
        workspace = asked.workspaceId().orElse(null);
        conditions = JsonText.of(asked.conditions());
        version = next;
    }

    FilterView view() {
        return new FilterView(
                id, name, Optional.ofNullable(workspace), JsonText.read(conditions, TaskConditions.class), version);
    }

    /** The primary key, in the form that JPA asks for. */
    static class Key implements Serializable {
        private static final long serialVersionUID = 1L;

        private UUID person;
        private UUID id;

        protected Key() {}

        Key(UserId person, UUID id) {
            this.person = person.value();
            this.id = id;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && person.equals(key.person) && id.equals(key.id);
        }

        @Override
        public int hashCode() {
            return Objects.hash(person, id);
        }
    }
}
