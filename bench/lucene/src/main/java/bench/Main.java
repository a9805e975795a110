package bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * Answers requests, one JSON object a line, with one each: {@code Main FOLDER}, until the end of its input.
 *
 * <p>What a query takes is measured here, from the query as words to what Lucene found, so that no pipe is counted.
 */
public final class Main {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Index index;
  private Found last;

  private Main(Index index) {
    this.index = index;
  }

  public static void main(String[] arguments) throws IOException {
    PrintStream replies = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (Index index = new Index(Path.of(arguments[0]))) {
      Main main = new Main(index);
      for (String line = requests.readLine(); line != null; line = requests.readLine()) {
        replies.println(JSON.writeValueAsString(main.reply(JSON.readTree(line))));
        replies.flush();
      }
    }
  }

  private Map<String, ?> reply(JsonNode request) throws IOException {
    switch (request.get("do").asText()) {
      case "add" -> index.add(request);
      case "finish" -> index.finish();
      case "open" -> index.open();
      case "commit" -> index.commit();
      case "ask" -> {
        long start = System.nanoTime();
        last = index.ask(request.get("query"), request.get("facets").asBoolean());
        return Map.of("seconds", (System.nanoTime() - start) / 1e9);
      }
      case "read" -> {
        return last.told();
      }
      default -> throw new IllegalArgumentException(request.toString());
    }
    return Map.of();
  }
}
