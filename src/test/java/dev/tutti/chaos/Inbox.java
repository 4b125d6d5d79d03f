package dev.tutti.chaos;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Somebody's inbox as a client keeps it: the notifications, and how far they are read. */
final class Inbox {
    private final PlainHttp http;
    private final SortedMap<Long, JsonObject> notifications = new TreeMap<>();
    private String at = "";
    private long seq;
    private long upTo;

    Inbox(PlainHttp http) {
        this.http = http;
    }

    /** Starts from the list, once. */
    void load() {
        if (at.isEmpty()) {
            HttpResponse<String> answer = http.call("GET", "api/notifications?limit=200", "");
            at = answer.headers().firstValue("Journal-Position").orElseThrow();
            seq = Long.parseLong(at.split(":")[1]);
            JsonObject page = PlainHttp.json(answer.body());
            upTo = page.getJsonNumber("upTo").longValueExact();
            page.getJsonArray("items").getValuesAs(JsonObject.class).forEach(this::put);
        }
    }

    String at() {
        return at;
    }

    long seq() {
        return seq;
    }

    void hear(JsonObject event, List<String> faults) {
        long number = event.getJsonNumber("seq").longValueExact();
        if (number != seq + 1) {
            faults.add("inbox: " + number + " follows " + seq);
        }
        seq = number;
        at = at.split(":")[0] + ":" + seq + ":" + event.getString("mark");
        switch (event.getString("type")) {
            case "notification" -> put(event.getJsonObject("payload"));
            case "notification:read" -> {
                upTo = event.getJsonObject("payload").getJsonNumber("upTo").longValueExact();
                if (unread()
                        != event.getJsonObject("payload")
                                .getJsonNumber("unread")
                                .longValueExact()) {
                    faults.add("inbox: shows " + unread() + " unread and not " + event);
                }
            }
            default -> {
                // is about something else
            }
        }
    }

    private void put(JsonObject notification) {
        notifications.put(notification.getJsonNumber("seq").longValueExact(), notification);
    }

    long unread() {
        return notifications.tailMap(upTo + 1).size();
    }

    long upTo() {
        return upTo;
    }

    /** @return the notifications, the oldest first */
    List<JsonObject> shown() {
        return List.copyOf(notifications.values());
    }
}
