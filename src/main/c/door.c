/*
 * The kernel door of ipc.sys.JniDoor: the same five functions that
 * ipc.sys.ForeignDoor gets from the foreign-function interface, for less
 * start-up. Nothing here knows what it calls.
 */
#include <dlfcn.h>
#include <errno.h>
#include <jni.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

JNIEXPORT jlong JNICALL Java_ipc_sys_JniDoor_invokeSystemCall(
    JNIEnv *env, jclass self, jlong number, jlong a1, jlong a2, jlong a3,
    jlong a4, jlong a5, jlong a6) {
  (void)env;
  (void)self;
  long result = syscall((long)number, (long)a1, (long)a2, (long)a3, (long)a4,
                        (long)a5, (long)a6);
  return result == -1 ? -(jlong)errno : (jlong)result;
}

JNIEXPORT jlong JNICALL Java_ipc_sys_JniDoor_invokeFunction(
    JNIEnv *env, jclass self, jlong function, jlong a1, jlong a2, jlong a3,
    jlong a4, jlong a5, jlong a6) {
  (void)env;
  (void)self;
  long (*target)(long, long, long, long, long, long) =
      (long (*)(long, long, long, long, long, long))(intptr_t)function;
  return (jlong)target((long)a1, (long)a2, (long)a3, (long)a4, (long)a5,
                       (long)a6);
}

JNIEXPORT jlong JNICALL Java_ipc_sys_JniDoor_findFunction(
    JNIEnv *env, jclass self, jstring name) {
  (void)self;
  const char *text = (*env)->GetStringUTFChars(env, name, NULL);
  if (text == NULL) return 0; /* OutOfMemoryError is pending */
  void *found = dlsym(RTLD_DEFAULT, text);
  (*env)->ReleaseStringUTFChars(env, name, text);
  return (jlong)(intptr_t)found;
}

JNIEXPORT jobject JNICALL Java_ipc_sys_JniDoor_viewMemory(
    JNIEnv *env, jclass self, jlong address, jlong size) {
  (void)self;
  return (*env)->NewDirectByteBuffer(env, (void *)(intptr_t)address, size);
}

JNIEXPORT jlong JNICALL Java_ipc_sys_JniDoor_bufferAddress(
    JNIEnv *env, jclass self, jobject buffer) {
  (void)self;
  return (jlong)(intptr_t)(*env)->GetDirectBufferAddress(env, buffer);
}
