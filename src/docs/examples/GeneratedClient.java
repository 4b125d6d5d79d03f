import java.io.IOException;
import java.util.UUID;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.AccountsApi;
import org.openapitools.client.api.TasksApi;
import org.openapitools.client.api.WorkspacesApi;
import org.openapitools.client.model.Login;
import org.openapitools.client.model.NewTask;
import org.openapitools.client.model.NewWorkspace;
import org.openapitools.client.model.Problem;
import org.openapitools.client.model.SignedIn;
import org.openapitools.client.model.Task;
import org.openapitools.client.model.Workspace;

/**
 * Makes a task by a client that nobody has written: OpenAPI Generator makes it of what the server says of itself.
 *
 * <pre>
 * java -jar openapi-generator-cli.jar generate -i http://localhost:8080/api/contracts/openapi.json \
 *     -g java --library native --additional-properties=openApiNullable=false,useJakartaEe=true -o client
 * </pre>
 *
 * With the classes of that, Jackson (databind and jsr310) and jakarta.annotation-api on the class path:
 *
 * <pre>java GeneratedClient http://localhost:8080/api ada@example.org "difference engine"</pre>
 */
public final class GeneratedClient {
    public static void main(String[] arguments) throws ApiException, IOException {
        ApiClient client = new ApiClient();
        client.updateBaseUri(arguments[0]);
        Login login = new Login().email(arguments[1]).password(arguments[2]);
        SignedIn signedIn = new AccountsApi(client).login(login);
        client.setRequestInterceptor(
                request -> request.header("Authorization", "Bearer " + signedIn.getAccessToken()));

        Workspace workspace = new WorkspacesApi(client).createWorkspace(new NewWorkspace().name("Generated"), null);
        TasksApi tasks = new TasksApi(client);
        NewTask asked = new NewTask().title("Made by a generated client").priority(NewTask.PriorityEnum.HIGH);
        // With a key it may be sent again, and is made once.
        UUID made = tasks.createTask(workspace.getId(), asked, UUID.randomUUID().toString()).getId();
        Task task = tasks.showTask(workspace.getId(), made);
        System.out.println(task.getWorkspaceId() + " " + task.getId() + " " + task.getPriority() + " " + task.getTitle());

        try {
            tasks.createTask(workspace.getId(), new NewTask().title(""), null);
        } catch (ApiException refused) {
            Problem problem = client.getObjectMapper().readValue(refused.getResponseBody(), Problem.class);
            System.out.println("refused with " + refused.getCode() + " " + problem.getCode() + ", for its "
                    + problem.getErrors().get(0).getField());
        }
    }
}
