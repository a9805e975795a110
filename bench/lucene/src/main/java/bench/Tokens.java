package bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.util.BytesRef;

/** A text as it was cut before: a list of words, each one position after the other. */
final class Tokens extends TokenStream {
  private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
  private final JsonNode words;
  private Iterator<JsonNode> left;

  Tokens(JsonNode words) {
    this.words = words;
  }

  static BytesRef bytes(JsonNode text) {
    return new BytesRef(text.asText());
  }

  @Override
  public void reset() {
    left = words.elements();
  }

  @Override
  public boolean incrementToken() {
    if (!left.hasNext()) {
      return false;
    }
    clearAttributes();
    term.setEmpty().append(left.next().asText());
    return true;
  }
}
