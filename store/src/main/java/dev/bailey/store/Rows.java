package dev.bailey.store;

import dev.bailey.job.state.JobState;
import dev.bailey.ledger.Digest;
import dev.bailey.ledger.EventType;
import dev.bailey.ledger.Subject;
import dev.bailey.ledger.json.Json;
import dev.bailey.ledger.json.JsonReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** Reads rows back into records. What does not fit is a damaged database. */
final class Rows {
  private Rows() {}

  static JobRow job(ResultSet row) throws SQLException {
    return new JobRow(
        row.getString("id"),
        row.getString("name"),
        row.getInt("attempt"),
        JobState.ofWireName(row.getString("state")).orElseThrow(() -> damaged("state")),
        object(row.getString("detail")),
        Instant.parse(row.getString("since")),
        Instant.parse(row.getString("submitted")),
        row.getLong("first"),
        object(row.getString("plan")),
        object(row.getString("spec")),
        object(row.getString("request")));
  }

  static AttemptRow attempt(ResultSet row) throws SQLException {
    return new AttemptRow(
        row.getString("job"),
        row.getInt("attempt"),
        row.getLong("first"),
        row.getLong("last"),
        row.getLong("count"),
        new Digest(row.getString("head")),
        row.getBoolean("stated"),
        row.getBoolean("closed"),
        new Digest(row.getString("statement")));
  }

  static Step step(ResultSet row) throws SQLException {
    return new Step(
        row.getLong("idx"),
        row.getLong("seq"),
        Instant.parse(row.getString("time")),
        EventType.ofWireName(row.getString("type")).orElseThrow(() -> damaged("type")),
        object(row.getString("summary")));
  }

  static OutputRow output(ResultSet row) throws SQLException {
    return new OutputRow(
        row.getString("name"), new Digest(row.getString("sha256")), row.getLong("size"));
  }

  static GlassRow glass(ResultSet row) throws SQLException {
    return new GlassRow(
        row.getLong("idx"),
        Instant.parse(row.getString("time")),
        row.getInt("attempt"),
        row.getString("reading"),
        row.getString("output"),
        row.getString("who"),
        row.getString("reason"),
        row.getBoolean("allowed"));
  }

  static OpenPermit permit(ResultSet row) throws SQLException {
    return new OpenPermit(
        new Subject(row.getString("job"), row.getInt("attempt")),
        row.getLong("decision"),
        object(row.getString("action")));
  }

  static Json.Obj object(String text) {
    return JsonReader.read(text) instanceof JsonReader.Result.Value v
            && v.json() instanceof Json.Obj object
        ? object
        : Json.Obj.EMPTY;
  }

  private static StoreException damaged(String column) {
    return new StoreException(StoreException.Code.FAILED, "unreadable column " + column);
  }
}
