package studio.greenroom.command.eventstore.mongodb;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.ReplaceOptions;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;

/** A small collection beside the commits. */
final class MongoMarks implements Marks {

    private static final String PROCESS = "_id";
    private static final String NUMBER = "number";
    private static final String ROUND_TRIP = "roundTrip";

    private final MongoCollection<Document> marks;

    MongoMarks(MongoCollection<Document> marks) {
        this.marks = marks;
    }

    @Override
    public void put(Mark mark) {
        Document process = new Document(PROCESS, mark.process());
        Document document = new Document(process).append(NUMBER, mark.number()).append(ROUND_TRIP, mark.roundTrip());
        marks.replaceOne(process, document, new ReplaceOptions().upsert(true));
    }

    @Override
    public List<Mark> all() {
        List<Mark> all = new ArrayList<>();
        for (Document mark : marks.find()) {
            all.add(new Mark(mark.getString(PROCESS), mark.getLong(NUMBER), mark.getLong(ROUND_TRIP)));
        }
        return all;
    }

    @Override
    public void remove(Mark mark) {
        marks.deleteOne(new Document(PROCESS, mark.process()).append(NUMBER, mark.number()));
    }
}
