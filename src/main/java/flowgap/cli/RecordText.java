package flowgap.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import flowgap.analysis.Finding;
import flowgap.flow.FlowPath;
import flowgap.packet.AddressSet;
import flowgap.packet.IpAddress;
import flowgap.packet.PacketSet;
import flowgap.packet.PortSet;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** Writes records of a run as JSON and reads them again, nothing lost. */
final class RecordText {
  static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addModule(
              new SimpleModule()
                  .addDeserializer(Finding.class, new FindingText())
                  .addSerializer(PacketSet.class, text(PacketSet::encode))
                  .addDeserializer(PacketSet.class, parsed(PacketSet::decode))
                  .addSerializer(AddressSet.class, text(RecordText::addresses))
                  .addDeserializer(AddressSet.class, parsed(RecordText::addresses))
                  .addSerializer(PortSet.class, text(RecordText::ports))
                  .addDeserializer(PortSet.class, parsed(RecordText::ports))
                  .addSerializer(Instant.class, text(Instant::toString))
                  .addDeserializer(Instant.class, parsed(Instant::parse))
                  .addSerializer(FlowPath.class, text(RecordText::path))
                  .addDeserializer(FlowPath.class, parsed(RecordText::path))
                  .addSerializer(Optional.class, new OptionalWriter())
                  .addDeserializer(Optional.class, new OptionalReader(null))
                  .addSerializer(OptionalLong.class, new OptionalLongWriter())
                  .addDeserializer(OptionalLong.class, new OptionalLongReader()))
          .build();

  private RecordText() {}

  /** A record or a list of them as text. */
  static String of(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static <T> JsonSerializer<T> text(Function<T, String> words) {
    return new JsonSerializer<>() {
      @Override
      public void serialize(T value, JsonGenerator out, SerializerProvider provider)
          throws IOException {
        out.writeString(words.apply(value));
      }
    };
  }

  private static <T> JsonDeserializer<T> parsed(Function<String, T> reading) {
    return new JsonDeserializer<>() {
      @Override
      public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
        return reading.apply(in.getText());
      }
    };
  }

  static String addresses(AddressSet set) {
    List<String> out = new ArrayList<>();
    for (IpAddress[] i : set.intervals()) {
      out.add(i[0] + ">" + i[1]);
    }
    return String.join(",", out);
  }

  static AddressSet addresses(String text) {
    List<AddressSet> out = new ArrayList<>();
    for (String part : text.isEmpty() ? new String[0] : text.split(",")) {
      String[] ends = part.split(">");
      out.add(
          AddressSet.range(
              IpAddress.parse(ends[0]).orElseThrow(), IpAddress.parse(ends[1]).orElseThrow()));
    }
    return AddressSet.union(out);
  }

  static String ports(PortSet set) {
    List<String> out = new ArrayList<>();
    set.intervals().forEach(i -> out.add(i[0] + "-" + i[1]));
    return String.join(",", out);
  }

  static PortSet ports(String text) {
    PortSet out = PortSet.NONE;
    for (String part : text.isEmpty() ? new String[0] : text.split(",")) {
      String[] ends = part.split("-");
      out = out.or(PortSet.range(Integer.parseInt(ends[0]), Integer.parseInt(ends[1])));
    }
    return out;
  }

  /** {@code >} or {@code ;}, then the names, each behind a line feed. */
  static String path(FlowPath path) {
    String kind =
        path instanceof FlowPath.Ordered ? ">" : path instanceof FlowPath.Parallel ? ";" : "";
    return kind + String.join("", path.firewalls().stream().map(n -> "\n" + n).toList());
  }

  static FlowPath path(String text) {
    if (text.isEmpty()) {
      return FlowPath.UNSTATED;
    }
    String names = text.length() > 1 ? text.substring(2) : "";
    List<String> all = names.isEmpty() ? List.of() : List.of(names.split("\n"));
    return text.startsWith(">") ? new FlowPath.Ordered(all) : new FlowPath.Parallel(all);
  }

  @SuppressWarnings("rawtypes")
  private static final class OptionalWriter extends JsonSerializer<Optional> {
    @Override
    public void serialize(Optional value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      if (value.isPresent()) {
        provider.defaultSerializeValue(value.get(), out);
      } else {
        out.writeNull();
      }
    }
  }

  @SuppressWarnings("rawtypes")
  private static final class OptionalReader extends JsonDeserializer<Optional>
      implements ContextualDeserializer {
    private final JavaType content;

    OptionalReader(JavaType content) {
      this.content = content;
    }

    @Override
    public JsonDeserializer<?> createContextual(
        DeserializationContext context, BeanProperty property) {
      return new OptionalReader(context.getContextualType().containedTypeOrUnknown(0));
    }

    @Override
    public Optional deserialize(JsonParser in, DeserializationContext context) throws IOException {
      return Optional.of(context.readValue(in, content));
    }

    @Override
    public Optional getNullValue(DeserializationContext context) {
      return Optional.empty();
    }
  }

  private static final class OptionalLongWriter extends JsonSerializer<OptionalLong> {
    @Override
    public void serialize(OptionalLong value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      if (value.isPresent()) {
        out.writeNumber(value.getAsLong());
      } else {
        out.writeNull();
      }
    }
  }

  private static final class OptionalLongReader extends JsonDeserializer<OptionalLong> {
    @Override
    public OptionalLong deserialize(JsonParser in, DeserializationContext context)
        throws IOException {
      return OptionalLong.of(in.getLongValue());
    }

    @Override
    public OptionalLong getNullValue(DeserializationContext context) {
      return OptionalLong.empty();
    }
  }
}
