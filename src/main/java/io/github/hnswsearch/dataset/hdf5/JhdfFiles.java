package io.github.hnswsearch.dataset.hdf5;

import io.jhdf.HdfFile;
import io.jhdf.storage.HdfBackingStorage;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Opens files of jHDF over a storage of this program. jHDF 0.13 has the constructor for that but
 * keeps it to itself: its public ones come with a storage that makes room for whatever length a
 * damaged file names.
 */
final class JhdfFiles {
  private static final MethodHandle CONSTRUCTOR = constructor();

  private JhdfFiles() {}

  private static MethodHandle constructor() {
    try {
      return MethodHandles.privateLookupIn(HdfFile.class, MethodHandles.lookup())
          .findConstructor(
              HdfFile.class, MethodType.methodType(void.class, HdfBackingStorage.class));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("jHDF has no constructor that takes a storage", e);
    }
  }

  /** Reads the root group of a file. */
  static HdfFile open(HdfBackingStorage storage) {
    try {
      return (HdfFile) CONSTRUCTOR.invokeExact(storage);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a constructor without checked exceptions threw one", e);
    }
  }
}
