package dev.tutti.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tutti.Calls;
import dev.tutti.base.idempotency.SafeToRetry;
import dev.tutti.base.identity.Open;
import dev.tutti.base.identity.OpenToKeys;
import dev.tutti.base.problem.ErrorCode;
import jakarta.json.bind.annotation.JsonbTransient;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("openapi.json")
class OpenApiTest {
    /** Those that are no resources (decision 0009). */
    private static final List<String> STREAMS_AND_POLLS =
            List.of("GET events", "GET notifications/events", "GET workspaces/{workspace}/events");

    /** Schemas that are not called like the records that they describe. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("Ticket", "NewTicket"),
            Map.entry("Conditions", "TaskConditions"),
            Map.entry("ConversationRead", "chat.ReadState"),
            Map.entry("NotificationsRead", "notification.ReadState"),
            Map.entry("Reaction", "ReactionView"),
            Map.entry("Connection", "Glimpse"),
            Map.entry("SentFrame", "hub.Sent"),
            Map.entry("FollowedJournal", "Followed"),
            Map.entry("BusyWorkspace", "Busy"),
            Map.entry("ImportProgress", "Progress"),
            Map.entry("ImportsUnderWay", "move.Standing"));

    /** Members that a refusal has only where there is something to say. */
    private static final Map<String, Set<String>> LEFT_OUT = Map.of("FieldError", Set.of("line"));

    /** Of these a document speaks elsewhere: of who is let in, and of what is sent. */
    private static final Set<String> NO_PARAMETERS = Set.of("Authorization", "Content-Type");

    private final Map<String, Method> methods = Calls.methods();
    private final Map<String, JsonNode> operations = Contracts.operations();

    @Test
    @DisplayName("documents every call, and no other")
    void calls() {
        Set<String> known = new TreeSet<>(methods.keySet());
        known.addAll(STREAMS_AND_POLLS);
        assertEquals(String.join("\n", known), String.join("\n", operations.keySet()));
    }

    @Test
    @DisplayName("documents every parameter of every call, and no other")
    void parameters() {
        methods.forEach((call, method) -> assertEquals(taken(method), Contracts.parameters(call), call));
    }

    @Test
    @DisplayName("says which calls are open to everybody, and which to integration keys")
    void security() {
        methods.forEach((call, method) -> {
            // Looks for itself who may watch.
            if (!call.equals("GET metrics")) {
                assertEquals(admitted(method), documentedSecurity(call), call);
            }
        });
    }

    @Test
    @DisplayName("documents every member of what is sent, and which of them must be there")
    void bodies() {
        methods.forEach((call, method) -> Stream.of(method.getParameterTypes())
                .filter(Class::isRecord)
                .findFirst()
                .ifPresent(body -> {
                    JsonNode schema = Contracts.openApi()
                            .at(pointer(operations
                                    .get(call)
                                    .at("/requestBody/content/application~1json/schema/$ref")
                                    .textValue()));
                    assertEquals(components(body, component -> true), names(schema.at("/properties")), call);
                    assertEquals(
                            components(body, component -> component.isAnnotationPresent(NotNull.class)),
                            texts(schema.at("/required")),
                            call);
                }));
    }

    @Test
    @DisplayName("documents every member of what is shown, and that each is there but where it says otherwise")
    void views() {
        Map<String, List<Class<?>>> records = records();
        Set<String> described = new TreeSet<>();
        Contracts.openApi().at("/components/schemas").properties().forEach(schema -> {
            String name = NAMES.getOrDefault(schema.getKey(), schema.getKey());
            List<Class<?>> candidates = records.getOrDefault(name + "View", records.getOrDefault(name, List.of()));
            if (candidates.size() == 1 && schema.getValue().has("properties") && !isAsked(schema.getKey())) {
                described.add(schema.getKey());
                Set<String> members = components(candidates.get(0), component -> true);
                assertEquals(members, names(schema.getValue().at("/properties")), schema.getKey());
                members.removeAll(LEFT_OUT.getOrDefault(schema.getKey(), Set.of()));
                assertEquals(members, texts(schema.getValue().at("/required")), schema.getKey());
            }
        });
        assertTrue(
                described.containsAll(List.of(
                        "Account",
                        "Arrival",
                        "BusyWorkspace",
                        "Cluster",
                        "Comment",
                        "Connected",
                        "Connection",
                        "Conversation",
                        "ExportedTask",
                        "FieldError",
                        "Filter",
                        "FollowedJournal",
                        "Happened",
                        "Hit",
                        "Imported",
                        "ImportProgress",
                        "ImportsUnderWay",
                        "Invite",
                        "Key",
                        "Latency",
                        "Member",
                        "Message",
                        "Node",
                        "Notification",
                        "NotificationPage",
                        "SentFrame",
                        "SignedIn",
                        "SignIn",
                        "Snapshot",
                        "Task",
                        "Webhook",
                        "Workspace")),
                described.toString());
    }

    @Test
    @DisplayName("knows every error code, and no other")
    void codes() {
        assertEquals(
                Stream.of(ErrorCode.values()).map(ErrorCode::wire).collect(Collectors.toCollection(TreeSet::new)),
                texts(Contracts.openApi().at("/components/schemas/ErrorCode/enum")));
    }

    private boolean isAsked(String schema) {
        return operations.values().stream().anyMatch(operation -> operation
                .at("/requestBody/content/application~1json/schema/$ref")
                .asText()
                .endsWith("/" + schema));
    }

    /** By their simple names, and with their room where two have the same. */
    private static Map<String, List<Class<?>>> records() {
        return Calls.classes()
                .filter(type -> type.getRawInterfaces().stream()
                        .noneMatch(it -> it.getSimpleName().endsWith("Event")))
                .filter(type -> !type.getPackageName().equals("dev.tutti.base.config"))
                .map(type -> (Class<?>) type.reflect())
                .filter(Class::isRecord)
                .flatMap(type -> Stream.of(type.getSimpleName(), room(type) + "." + type.getSimpleName())
                        .map(name -> Map.entry(name, type)))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, TreeMap::new, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    private static String room(Class<?> type) {
        return type.getPackageName().substring(type.getPackageName().lastIndexOf('.') + 1);
    }

    private static Set<String> components(Class<?> record, java.util.function.Predicate<AnnotatedElement> wanted) {
        return Stream.of(record.getRecordComponents())
                .filter(component -> !isHidden(record, component))
                .filter(component -> wanted.test(field(record, component)))
                .map(RecordComponent::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isHidden(Class<?> record, RecordComponent component) {
        return field(record, component).isAnnotationPresent(JsonbTransient.class);
    }

    private static AnnotatedElement field(Class<?> record, RecordComponent component) {
        try {
            return record.getDeclaredField(component.getName());
        } catch (NoSuchFieldException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Set<String> taken(Method method) {
        Set<String> taken = new TreeSet<>();
        for (Parameter parameter : method.getParameters()) {
            parameter(parameter).ifPresent(taken::add);
            if (parameter.isAnnotationPresent(BeanParam.class)) {
                Stream.of(parameter.getType().getDeclaredFields())
                        .flatMap(field -> parameter(field).stream())
                        .forEach(taken::add);
            }
        }
        if (isAnywhere(method, SafeToRetry.class) && !isRead(method)) {
            taken.add("header Idempotency-Key");
        }
        return taken;
    }

    private static Optional<String> parameter(AnnotatedElement element) {
        return Stream.of(
                        Optional.ofNullable(element.getAnnotation(PathParam.class))
                                .map(it -> "path " + it.value()),
                        Optional.ofNullable(element.getAnnotation(QueryParam.class))
                                .map(it -> "query " + it.value()),
                        Optional.ofNullable(element.getAnnotation(HeaderParam.class))
                                .map(HeaderParam::value)
                                .filter(name -> !NO_PARAMETERS.contains(name))
                                .map(name -> "header " + name))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static boolean isRead(Method method) {
        return method.isAnnotationPresent(GET.class);
    }

    private static Set<String> admitted(Method method) {
        if (isAnywhere(method, Open.class)) {
            return Set.of();
        }
        Set<String> admitted = new TreeSet<>(Set.of("accessToken []"));
        Optional.ofNullable(method.getAnnotation(OpenToKeys.class))
                .ifPresent(
                        open -> admitted.add("integrationKey [\"" + open.value().wire() + "\"]"));
        return admitted;
    }

    private Set<String> documentedSecurity(String call) {
        JsonNode own = operations.get(call).path("security");
        return Contracts.elements(own.isMissingNode() ? Contracts.openApi().get("security") : own)
                .flatMap(scheme -> scheme.properties().stream())
                .map(scheme -> scheme.getKey() + " " + scheme.getValue())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isAnywhere(Method method, Class<? extends Annotation> mark) {
        return method.isAnnotationPresent(mark) || method.getDeclaringClass().isAnnotationPresent(mark);
    }

    private static String pointer(String reference) {
        return reference.substring(1);
    }

    private static Set<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> texts(JsonNode array) {
        return Contracts.elements(array).map(JsonNode::textValue).collect(Collectors.toCollection(TreeSet::new));
    }
}
