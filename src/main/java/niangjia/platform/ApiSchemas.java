package niangjia.platform;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Says in the API description which parts of an answer are always there and which may be null: a
 * record's component is there unless it is {@link Nullable}, and a null one is written as null
 * unless {@link JsonInclude} leaves it out.
 */
@Component
class ApiSchemas implements ModelConverter {

  @Override
  public @Nullable Schema<?> resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
    if (!chain.hasNext()) {
      return null;
    }
    var schema = chain.next().resolve(type, context, chain);
    var record = record(type.getType());
    var model = schema == null ? null : model(schema, context);
    if (record != null && model != null && model.getProperties() != null) {
      describe(record, model);
    }
    return schema;
  }

  private static @Nullable Class<?> record(Type type) {
    var java = type instanceof JavaType known ? known : Json31.mapper().constructType(type);
    var raw = java.getRawClass();
    return raw.isRecord() && raw.getName().startsWith("niangjia.") ? raw : null;
  }

  private static @Nullable Schema<?> model(Schema<?> schema, ModelConverterContext context) {
    var ref = schema.get$ref();
    return ref == null
        ? schema
        : context.getDefinedModels().get(ref.substring(ref.lastIndexOf('/') + 1));
  }

  private static void describe(Class<?> record, Schema<?> model) {
    var required = new LinkedHashSet<String>();
    if (model.getRequired() != null) {
      required.addAll(model.getRequired());
    }
    for (var component : record.getRecordComponents()) {
      if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
        describe(component.getType(), model);
        required.addAll(model.getRequired());
      } else {
        describe(component, model, required);
      }
    }
    model.setRequired(List.copyOf(required));
  }

  private static void describe(RecordComponent component, Schema<?> model, Set<String> required) {
    var name = component.getName();
    var property = model.getProperties().get(name);
    if (property == null) {
      return;
    }
    if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
      required.add(name);
    } else if (!leftOut(component)) {
      required.add(name);
      model.getProperties().put(name, orNull(property));
    }
  }

  private static boolean leftOut(RecordComponent component) {
    var own = component.getAccessor().getAnnotation(JsonInclude.class);
    var all = component.getDeclaringRecord().getAnnotation(JsonInclude.class);
    var rule = own == null ? all : own;
    return rule != null && rule.value() == JsonInclude.Include.NON_NULL;
  }

  private static Schema<?> orNull(Schema<?> property) {
    if (property.get$ref() != null) {
      return new Schema<>().anyOf(List.of(property, new Schema<>().types(Set.of("null"))));
    }
    if (property.getTypes() != null) {
      var types = new LinkedHashSet<>(property.getTypes());
      types.add("null");
      property.setTypes(types);
      if (property.getEnum() != null && !property.getEnum().contains(null)) {
        withNull(property);
      }
    }
    return property;
  }

  @SuppressWarnings("unchecked")
  private static void withNull(Schema<?> property) {
    var values = new java.util.ArrayList<Object>(property.getEnum());
    values.add(null);
    ((Schema<Object>) property).setEnum(values);
  }
}
