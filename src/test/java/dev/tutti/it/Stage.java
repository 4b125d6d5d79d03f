package dev.tutti.it;

import jakarta.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One workspace, and somebody for each relation that a person can have to it. */
final class Stage {
    static final List<String> CAST = List.of("owner", "admin", "member", "guest", "stranger", "removed", "nobody");

    private final Map<String, Person> people = new HashMap<>();
    private final Person target = Person.registers("Target");
    private final Person foreigner = Person.registers("Foreigner");
    private final Person newcomer = Person.registers("Newcomer");
    private String workspace = "";

    Stage() {
        CAST.stream().filter(role -> !role.equals("nobody")).forEach(role -> people.put(role, Person.registers(role)));
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
    }

    /** Somebody who never is a member. */
    Person foreigner() {
        return foreigner;
    }

    Answer call(String role, String method, String path, String body) {
        String own = path.contains("{filter}") ? path.replace("{filter}", filterOf(role)) : path;
        own = own.contains("{session}") ? own.replace("{session}", sessionOf(role)) : own;
        String address = "api/" + fill(own);
        String text = fill(body);
        if (role.equals("nobody")) {
            return Person.send(method, address, text, Map.of());
        }
        Answer answer = people.get(role).as(method, address, text, Map.of());
        if (path.equals("auth/logout-all")) {
            people.put(role, people.get(role).signsIn());
        }
        return answer;
    }

    /** Puts what a request needs in place just before it is made, so that no request depends on what one before did. */
    private String fill(String text) {
        String filled = text.replace("{workspace}", workspace)
                .replace("{uuid}", UUID.randomUUID().toString())
                .replace("{connection}", UUID.randomUUID().toString())
                .replace("{emoji}", "%F0%9F%91%8D")
                .replace("{account}", target.id)
                .replace("{email}", target.email)
                .replace("{password}", Person.PASSWORD);
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
        owner().get(address).json().getJsonArray("items").forEach(kept -> owner().delete(
                        address + "/" + kept.asJsonObject().getString("id"))
                .expect(204));
        return owner().post(address, asked).expect(201).json();
    }

    /** @return one of their own: there is no way to any other */
    private String filterOf(String role) {
        String id = UUID.randomUUID().toString();
        if (people.containsKey(role)) {
            people.get(role)
                    .put("api/filters/" + id, "{\"name\":\"Prop\",\"conditions\":{}}")
                    .expect(200);
        }
        return id;
    }

    /** @return one of their own, with which they do not ask */
    private String sessionOf(String role) {
        if (!people.containsKey(role)) {
            return UUID.randomUUID().toString();
        }
        people.get(role).signsIn();
        return people.get(role)
                .get("api/auth/sessions?limit=1")
                .expect(200)
                .json()
                .getJsonArray("items")
                .getJsonObject(0)
                .getString("id");
    }

    private String members() {
        return "api/workspaces/" + workspace + "/members";
    }
}
