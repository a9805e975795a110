package bench;

import java.util.Collection;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.TotalHitCountCollector;

/** How many match. Of Lucene's own manager 9 and 10 have constructors that differ. */
final class HitCount implements CollectorManager<TotalHitCountCollector, Integer> {
  @Override
  public TotalHitCountCollector newCollector() {
    return new TotalHitCountCollector();
  }

  @Override
  public Integer reduce(Collection<TotalHitCountCollector> collectors) {
    return collectors.stream().mapToInt(TotalHitCountCollector::getTotalHits).sum();
  }
}
