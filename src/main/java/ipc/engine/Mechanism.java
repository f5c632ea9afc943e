package ipc.engine;

import ipc.model.Address;
import ipc.model.Scheme;
import java.util.List;
import java.util.Set;

/**
 * One way in which processes share something: what every object of it can be asked.
 *
 * <p>What a scan could not read is told to the scan, never left out.
 */
public interface Mechanism {

  /** The schemes of the addresses that it answers for. */
  Set<Scheme> schemes();

  /** Every object of this mechanism that this process can see. */
  List<ObjectStatus> list(Scan scan);

  /**
   * One object.
   *
   * @throws IpcException.NoSuchObject if there is none of that address
   * @throws IpcException.NotPermitted if its directory may not be searched
   */
  ObjectStatus status(Address address, Scan scan);

  /** The processes that use an object, as far as they can be seen. */
  List<Use> uses(ObjectStatus object, Scan scan);

  /**
   * Removes an object's name, and the object as soon as nobody uses it.
   *
   * @throws IpcException.NoSuchObject if there is none of that address
   */
  void remove(ObjectStatus object);
}
