package ipc.engine.shm;

import ipc.model.Address;
import java.util.OptionalInt;

/**
 * A segment that is there now.
 *
 * @param address canonical: the id where there is no key
 * @param id of a System V segment
 * @param key of a System V segment that has one
 * @param sizeBytes its size
 * @param isNew whether it was made now, or was there before
 */
public record Created(
    Address address, OptionalInt id, OptionalInt key, long sizeBytes, boolean isNew) {}
