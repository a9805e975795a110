package bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/** A query as the bench draws it (bench/material/queries.py) becomes one of Lucene's. */
record Wanted(JsonNode asked) {
  static final Map<String, Float> FIELDS = Map.of("title", 4f, "body", 1f);

  /** `without` names a facet whose own filter does not hold, or is null. */
  Query query(String without) {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    List<Query> text = text();
    text.forEach(clause -> query.add(clause, Occur.MUST));
    asked.get("none_of").forEach(run -> query.add(run(run), Occur.MUST_NOT));
    boolean isFiltered = false;
    for (JsonNode filter : asked.get("filters")) {
      String facet = filter.get(0).asText();
      if (!facet.equals(without)) {
        query.add(new TermInSetQuery(facet, values(filter.get(1))), Occur.FILTER);
        isFiltered = true;
      }
    }
    return text.isEmpty() && !isFiltered ? new MatchAllDocsQuery() : query.build();
  }

  boolean isFilteredBy(String facet) {
    for (JsonNode filter : asked.get("filters")) {
      if (filter.get(0).asText().equals(facet)) {
        return true;
      }
    }
    return false;
  }

  private List<Query> text() {
    List<Query> clauses = new ArrayList<>();
    asked.get("all_of").forEach(run -> clauses.add(run(run)));
    if (!asked.get("any_of").isEmpty()) {
      BooleanQuery.Builder any = new BooleanQuery.Builder();
      asked.get("any_of").forEach(run -> any.add(run(run), Occur.SHOULD));
      clauses.add(any.build());
    }
    String prefix = asked.get("prefix").asText();
    if (!prefix.isEmpty()) {
      clauses.add(inFields(field -> new PrefixQuery(new Term(field, prefix))));
    }
    return clauses;
  }

  private static Query run(JsonNode run) {
    JsonNode tokens = run.get("tokens");
    if (tokens.size() == 1) {
      return inFields(field -> new TermQuery(new Term(field, tokens.get(0).asText())));
    }
    List<BytesRef> words = values(tokens);
    return inFields(field -> new PhraseQuery(field, words.toArray(BytesRef[]::new)));
  }

  private static Query inFields(Function<String, Query> make) {
    BooleanQuery.Builder either = new BooleanQuery.Builder();
    FIELDS.forEach((field, weight) -> either.add(new BoostQuery(make.apply(field), weight), Occur.SHOULD));
    return either.build();
  }

  private static List<BytesRef> values(JsonNode texts) {
    List<BytesRef> values = new ArrayList<>();
    texts.forEach(text -> values.add(Tokens.bytes(text)));
    return values;
  }
}
