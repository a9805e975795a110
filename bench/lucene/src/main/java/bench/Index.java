package bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.facet.FacetsCollector;
import org.apache.lucene.facet.FacetsCollectorManager;
import org.apache.lucene.facet.StringDocValuesReaderState;
import org.apache.lucene.facet.StringValueFacetCounts;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MultiCollectorManager;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/** An index in a folder: written, opened, asked, and written to again. */
final class Index implements AutoCloseable {
  static final String NUMBER = "number";
  static final List<String> FACETS = List.of("column", "author", "theme");
  private static final int TOP = 10;
  private static final double HEAP_MEGABYTES = 512;

  private final Directory directory;
  private IndexWriter writer;
  private DirectoryReader reader;
  private IndexSearcher searcher;
  private final Map<String, StringDocValuesReaderState> ordinals = new HashMap<>();

  Index(Path folder) throws IOException {
    directory = FSDirectory.open(folder);
  }

  /** Put an article in place of what stands under its number; found once it is committed. */
  void add(JsonNode article) throws IOException {
    if (writer == null) {
      writer = new IndexWriter(directory, new IndexWriterConfig().setRAMBufferSizeMB(HEAP_MEGABYTES));
    }
    String number = article.get(NUMBER).asText();
    Document document = new Document();
    document.add(new StringField(NUMBER, number, Field.Store.NO));
    document.add(new NumericDocValuesField(NUMBER, Long.parseLong(number)));
    for (String field : Wanted.FIELDS.keySet()) {
      document.add(new TextField(field, new Tokens(article.get(field))));
    }
    for (String facet : FACETS) {
      for (JsonNode value : article.get(facet)) {
        document.add(new StringField(facet, value.asText(), Field.Store.NO));
        document.add(new SortedSetDocValuesField(facet, Tokens.bytes(value)));
      }
    }
    writer.updateDocument(new Term(NUMBER, number), document);
  }

  /** Make one segment of all that was added, and close. */
  void finish() throws IOException {
    writer.forceMerge(1);
    writer.close();
    writer = null;
  }

  void open() throws IOException {
    show(DirectoryReader.open(directory));
  }

  /** Let searches see what was added. */
  void commit() throws IOException {
    writer.commit();
    DirectoryReader newer = DirectoryReader.openIfChanged(reader);
    if (newer != null) {
      reader.close();
      show(newer);
    }
  }

  Found ask(JsonNode asked, boolean withFacets) throws IOException {
    Wanted wanted = new Wanted(asked);
    Query query = wanted.query(null);
    if (!withFacets) {
      int total = searcher.count(query);
      return new Found(total, numbers(searcher.search(query, TOP)), Map.of());
    }
    Object[] found =
        searcher.search(
            query,
            new MultiCollectorManager(
                new TopScoreDocCollectorManager(TOP, null, Integer.MAX_VALUE),
                new HitCount(),
                new FacetsCollectorManager()));
    return new Found((Integer) found[1], numbers((TopDocs) found[0]), counts(wanted, (FacetsCollector) found[2]));
  }

  /** A facet's own filter is left out of its counts. */
  private Map<String, StringValueFacetCounts> counts(Wanted wanted, FacetsCollector matches) throws IOException {
    Map<String, StringValueFacetCounts> counts = new HashMap<>();
    for (String facet : FACETS) {
      FacetsCollector counted =
          wanted.isFilteredBy(facet) ? searcher.search(wanted.query(facet), new FacetsCollectorManager()) : matches;
      counts.put(facet, new StringValueFacetCounts(ordinals.get(facet), counted));
    }
    return counts;
  }

  private List<Long> numbers(TopDocs found) throws IOException {
    List<Long> numbers = new ArrayList<>();
    List<LeafReaderContext> leaves = reader.leaves();
    for (ScoreDoc hit : found.scoreDocs) {
      LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(hit.doc, leaves));
      NumericDocValues values = leaf.reader().getNumericDocValues(NUMBER);
      values.advanceExact(hit.doc - leaf.docBase);
      numbers.add(values.longValue());
    }
    return numbers;
  }

  private void show(DirectoryReader opened) throws IOException {
    reader = opened;
    searcher = new IndexSearcher(opened);
    searcher.setQueryCache(null); // no result is remembered, nor any part of one
    for (String facet : FACETS) {
      ordinals.put(facet, new StringDocValuesReaderState(opened, facet));
    }
  }

  @Override
  public void close() throws IOException {
    if (reader != null) {
      reader.close();
    }
    if (writer != null) {
      writer.close();
    }
    directory.close();
  }
}
