package shop;

import jakarta.json.JsonObject;
import java.util.List;

/**
 * What happened in a workspace, in order.
 *
 * @param position after the last of it
 */
public record Page(List<JsonObject> events, String position) {}
