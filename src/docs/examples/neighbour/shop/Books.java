package shop;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The shop's own database. How far the workspace was heard is committed with what was made of it, so nothing is made twice. */
@ApplicationScoped
@Transactional
public class Books {
    /** Give a shop that is to outlive its server a data source of its own. */
    @Resource(lookup = "java:comp/DefaultDataSource")
    DataSource database;

    @PostConstruct
    void open() {
        change("create table if not exists shop_order (id varchar(100) primary key, item varchar(200) not null)");
        change("create table if not exists shop_done (n int auto_increment primary key, task varchar(36) not null)");
        change("create table if not exists shop_heard (reached varchar(200) not null)");
    }

    /** Keeps an order, unless it is there already: somebody who got no answer asks again. */
    public void keep(String id, String item) {
        if (list("select item from shop_order where id = ?", id).isEmpty()) {
            change("insert into shop_order (id, item) values (?, ?)", id, item);
        }
    }

    /** Makes of it what is to be made of it, and remembers how far it goes. */
    public void take(Page page) {
        page.events().stream().filter(Books::isDone).forEach(event -> change(
                "insert into shop_done (task) values (?)",
                event.getJsonObject("payload").getString("id")));
        change("delete from shop_heard");
        change("insert into shop_heard (reached) values (?)", page.position());
    }

    /** @return how far everything was heard; empty before the first time */
    public Optional<String> position() {
        return list("select reached from shop_heard").stream().findFirst();
    }

    /** @return the tasks that were done, in that order */
    public List<String> done() {
        return list("select task from shop_done order by n");
    }

    private static boolean isDone(JsonObject event) {
        return event.getString("type").equals("task:moved")
                && event.getJsonObject("payload").getString("status").equals("done");
    }

    private void change(String sql, String... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            fill(statement, values);
            statement.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private List<String> list(String sql, String... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            fill(statement, values);
            List<String> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void fill(PreparedStatement statement, String... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setString(i + 1, values[i]);
        }
    }
}
