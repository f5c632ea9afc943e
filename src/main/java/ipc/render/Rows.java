package ipc.render;

import java.util.List;

/**
 * Records inside a record, with the table of their columns.
 *
 * @param type their columns
 * @param records in their order
 */
record Rows<N>(RecordType<N> type, List<N> records) {
  long count() {
    return records.size();
  }
}
