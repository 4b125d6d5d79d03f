package dev.tutti.base.database;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.UUID;

/**
 * Keeps a UUID that may be absent as text. EclipseLink's own conversion of a {@code uuid} column fails on null; so
 * whatever may be null is {@code varchar(36)} and says {@code @Convert(converter = AbsentableUuid.class)}, while what
 * is never null stays a {@code uuid}.
 */
@Converter
public class AbsentableUuid implements AttributeConverter<UUID, String> {
    @Override
    public String convertToDatabaseColumn(UUID id) {
        return id == null ? null : id.toString();
    }

    @Override
    public UUID convertToEntityAttribute(String kept) {
        return kept == null ? null : UUID.fromString(kept);
    }
}
