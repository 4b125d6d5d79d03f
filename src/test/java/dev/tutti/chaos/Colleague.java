package dev.tutti.chaos;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;

/** Somebody who does at random what can be done in a workspace over REST, also to what is there no more. */
final class Colleague {
    /** From which act on the workspace is looked at anew. */
    private static final int LOOK_EVERY = 25;

    private final PlainHttp http;
    private final String address;
    private final Random random;
    private final Map<String, Integer> answers = new TreeMap<>();
    private JsonObject seen = JsonValue.EMPTY_JSON_OBJECT;
    private int acts;

    Colleague(PlainHttp http, String workspace, long seed) {
        this.http = http;
        address = "api/workspaces/" + workspace;
        random = new Random(seed);
    }

    /** @return how often each status was answered, by what was done */
    Map<String, Integer> answers() {
        return answers;
    }

    void act() {
        if (acts++ % LOOK_EVERY == 0) {
            HttpResponse<String> answer = http.call("GET", address + "/snapshot", "");
            seen = answer.statusCode() == 200 ? PlainHttp.json(answer.body()) : JsonValue.EMPTY_JSON_OBJECT;
        }
        String task = address + "/tasks/" + pick("tasks");
        String message = address + "/messages/" + pick("messages");
        switch (random.nextInt(20)) {
            case 0, 1 -> call("POST", address + "/tasks", "{\"title\":\"" + http.name + " " + acts + "\"}");
            case 2 -> call("PATCH", task, "{\"title\":\"Renamed by " + http.name + "\",\"dueOn\":\"2030-01-01\"}");
            case 3 -> call("PATCH", task, "{\"assigneeId\":\"" + person() + "\"}");
            case 4 ->
                call("POST", task + "/move", "{\"status\":\"" + (random.nextBoolean() ? "doing" : "done") + "\"}");
            case 5 -> call("DELETE", task, "");
            case 6 -> call("POST", task + "/restore", "");
            case 7, 8 -> comment(task);
            case 9 -> call("PUT", task + "/watch", "");
            case 10 -> call("DELETE", task + "/watch", "");
            case 11, 12 ->
                call("POST", address + "/messages", "{\"text\":\"@" + name() + " hello " + UUID.randomUUID() + "\"}");
            case 13 ->
                call("POST", address + "/messages", "{\"text\":\"answer\",\"replyTo\":\"" + pick("messages") + "\"}");
            case 14 -> call("PATCH", message, "{\"text\":\"corrected " + acts + "\"}");
            case 15 -> call("DELETE", message, "");
            case 16 -> call(random.nextInt(3) == 0 ? "DELETE" : "PUT", message + "/reactions/%F0%9F%91%8D", "");
            case 17 -> call("POST", "api/commands", command());
            case 18 -> call("GET", "api/search?q=hello", "");
            default -> call("GET", "api/tasks?assignee=me&limit=5", "");
        }
    }

    private void comment(String task) {
        HttpResponse<String> made = call("POST", task + "/comments", "{\"text\":\"@" + name() + " see " + acts + "\"}");
        if (made.statusCode() == 201) {
            String comment = task + "/comments/" + PlainHttp.json(made.body()).getString("id");
            switch (random.nextInt(4)) {
                case 0 -> call("PATCH", comment, "{\"text\":\"better " + acts + "\"}");
                case 1 -> call("DELETE", comment, "");
                case 2 -> call("PUT", comment + "/reactions/%F0%9F%8E%89", "");
                default -> {
                    // leaves it as it is
                }
            }
        }
    }

    private String command() {
        String id = UUID.randomUUID().toString();
        return "{\"type\":\"chat:send\",\"mutationId\":\"" + id + "\",\"payload\":{\"workspaceId\":\""
                + address.substring(address.lastIndexOf('/') + 1) + "\",\"room\":\"design\",\"text\":\"said " + id
                + "\"}}";
    }

    private HttpResponse<String> call(String method, String path, String body) {
        HttpResponse<String> answer = http.call(method, path, body);
        String what = path.startsWith("api/workspaces")
                ? path.replaceFirst("api/workspaces/[^/]+/", "")
                        .replaceAll("/[0-9a-f-]{36}", "")
                        .replaceAll("/%.*", "")
                : path.replaceFirst("\\?.*", "");
        answers.merge(method + " " + what + " " + answer.statusCode(), 1, Integer::sum);
        return answer;
    }

    private String pick(String list) {
        List<JsonObject> all = all(list);
        return all.isEmpty()
                ? UUID.randomUUID().toString()
                : all.get(random.nextInt(all.size())).getString("id");
    }

    private String person() {
        List<JsonObject> all = all("members");
        return all.isEmpty()
                ? http.id
                : all.get(random.nextInt(all.size())).getJsonObject("user").getString("id");
    }

    private String name() {
        List<JsonObject> all = all("members");
        return all.isEmpty()
                ? http.name
                : all.get(random.nextInt(all.size())).getJsonObject("user").getString("name");
    }

    private List<JsonObject> all(String list) {
        return seen.containsKey(list) ? seen.getJsonArray(list).getValuesAs(JsonObject.class) : List.of();
    }
}
