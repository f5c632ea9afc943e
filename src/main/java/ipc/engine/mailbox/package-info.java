/**
 * The mailbox: one memory-mapped file that any number of processes send to and receive from, with
 * no daemon between them.
 *
 * <p>The slot table is the only truth; every list, bitmap and counter is a hint that can be
 * rebuilt. A short lock with an owner's name in it protects order, a store to the slot's state
 * decides what became of a message, and only the kernel proves death, never a clock.
 *
 * <p>To read it: {@link ipc.engine.mailbox.Layout} has the maps, {@link
 * ipc.engine.mailbox.SlotState} the one word that says what a slot is, {@link
 * ipc.engine.mailbox.Change} how lists change so that death at any store is harmless, {@link
 * ipc.engine.mailbox.OwnerLock} and {@link ipc.engine.mailbox.Participants} who may and who lives,
 * {@link ipc.engine.mailbox.Mailbox} the operations, each done by a class of its own over an {@link
 * ipc.engine.mailbox.Attachment}.
 */
package ipc.engine.mailbox;
