package node;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.logging.LogConfigurator;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.transport.Netty4Plugin;

/**
 * One node of OpenSearch in this process, until it is told to end: {@code Launcher CONFIG_FOLDER NAME=VALUE ...}.
 *
 * <p>For development and tests, on loopback: what the distribution does at its start to secure itself is left out.
 */
public final class Launcher {
  private Launcher() {}

  public static void main(String[] arguments) throws Exception {
    Settings.Builder settings = Settings.builder();
    for (int n = 1; n < arguments.length; n++) {
      String[] pair = arguments[n].split("=", 2);
      settings.put(pair[0], pair[1]);
    }
    Environment environment =
        InternalSettingsPreparer.prepareEnvironment(settings.build(), Map.of(), Path.of(arguments[0]), () -> "node");
    LogConfigurator.configure(environment);
    Node node = new PluggedNode(environment);
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node, ended)));
    node.start();
    ended.await();
  }

  private static void close(Node node, CountDownLatch ended) {
    try {
      node.close();
    } catch (java.io.IOException fault) {
      System.err.println("the node did not close: " + fault);
    }
    ended.countDown();
  }

  /** A node with the two modules that the site needs, which the distribution would load from its folders. */
  private static final class PluggedNode extends Node {
    PluggedNode(Environment environment) {
      super(environment, List.of(Netty4Plugin.class, CommonAnalysisPlugin.class), false);
    }
  }
}
