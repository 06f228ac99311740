package studio.greenroom.query.projection;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

/** The tables of one projection version; statements name them {@code here.table}. */
public record Tables(DatabaseClient client, ProjectionVersion version) {

    public GenericExecuteSpec sql(String statement) {
        return client.sql(located(statement));
    }

    String located(String statement) {
        return statement.replace("here.", version.schema() + '.');
    }
}
