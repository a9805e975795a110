package bench;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.facet.FacetResult;
import org.apache.lucene.facet.LabelAndValue;
import org.apache.lucene.facet.StringValueFacetCounts;

/** What a query found; the counts are Lucene's, by ordinal, until somebody asks for their names. */
record Found(int total, List<Long> top, Map<String, StringValueFacetCounts> counts) {

  Map<String, ?> told() throws IOException {
    Map<String, Map<String, Number>> facets = new HashMap<>();
    for (Map.Entry<String, StringValueFacetCounts> counted : counts.entrySet()) {
      Map<String, Number> values = new HashMap<>();
      FacetResult all = counted.getValue().getAllChildren(counted.getKey());
      for (LabelAndValue each : all == null ? new LabelAndValue[0] : all.labelValues) {
        values.put(each.label, each.value);
      }
      facets.put(counted.getKey(), values);
    }
    return Map.of("total", total, "top", top, "facets", facets);
  }
}
