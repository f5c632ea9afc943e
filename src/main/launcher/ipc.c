/*
 * The launcher: creates the Java virtual machine of the image this program lies in, in this very
 * process and thread, and hands it the command line as the bytes that it is.
 *
 * What it holds, beyond what bin/java does:
 *
 *   - No variable of the environment changes the virtual machine. JAVA_TOOL_OPTIONS and its like
 *     are out of sight while the machine starts and back, byte for byte, before any Java code of
 *     ours runs: children get them.
 *   - Descriptors 0 to 2 that are closed stay useless. The lowest free number goes to whoever
 *     opens next, which would be the JDK's own class file container.
 *   - QUIT, INT, TERM and HUP do what the parent process meant them to do. By itself the machine
 *     takes all four; nobody who presses ^\ wants a thread dump of a pipeline.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <jni.h>
#include <limits.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

enum { EXIT_OUR_BUG = 70, EXIT_SYSTEM = 71 };

extern char **environ;

static _Noreturn void fail(const char *what, const char *subject, const char *why) {
  fprintf(stderr, "ipc: %s '%s': %s\n", what, subject, why);
  _exit(EXIT_SYSTEM);
}

/* open(2) gives the lowest free number, so going upwards each closed number gets its own. Opened
 * the wrong way round, reading 0 and writing 1 or 2 fail with EBADF as if it were closed; and
 * CLOEXEC closes it for a child. */
static void reserve_closed_descriptors(void) {
  for (int fd = 0; fd <= 2; fd++) {
    if (fcntl(fd, F_GETFD) != -1 || errno != EBADF) continue;
    int mode = fd == 0 ? O_WRONLY : O_RDONLY;
    if (open("/dev/null", mode | O_CLOEXEC) != fd) fail("cannot open", "/dev/null", strerror(errno));
  }
}

/* The variables from which the virtual machine takes options. A name is hidden by its first byte
 * in place: the environment keeps its order and its memory, and getting it back cannot fail. */
static const char *const hidden[] = {
  "JAVA_TOOL_OPTIONS=", "JDK_JAVA_OPTIONS=", "_JAVA_OPTIONS=", "JDK_AOT_VM_OPTIONS=",
};
enum { HIDDEN = sizeof hidden / sizeof *hidden, HIDING = '=' };

static void hide_options(void) {
  for (char **variable = environ; *variable != NULL; variable++)
    for (int i = 0; i < HIDDEN; i++)
      if (strncmp(*variable, hidden[i], strlen(hidden[i])) == 0) **variable = HIDING;
}

static void unhide_options(void) {
  for (char **variable = environ; *variable != NULL; variable++)
    for (int i = 0; i < HIDDEN; i++)
      if (**variable == HIDING && strncmp(*variable + 1, hidden[i] + 1, strlen(hidden[i] + 1)) == 0)
        **variable = hidden[i][0];
}

/* Told to leave these alone (-Xrs), the machine takes none of them. They are blocked while it
 * creates its threads, which keep the mask: so the only thread they can reach is ours, where they
 * have their default action until it blocks them too and reads them from a signalfd(2). */
static void hold_signals(sigset_t *held, sigset_t *before) {
  sigemptyset(held);
  sigaddset(held, SIGQUIT);
  sigaddset(held, SIGINT);
  sigaddset(held, SIGTERM);
  sigaddset(held, SIGHUP);
  /* What only a shell waits for; the others ignore them by default. */
  sigaddset(held, SIGCHLD);
  sigaddset(held, SIGWINCH);
  sigprocmask(SIG_BLOCK, held, before);
}

/* All other signals stay as the machine has set them for this thread: it needs SEGV unblocked. */
static void release_signals(sigset_t *held, const sigset_t *before) {
  for (int number = 1; number < NSIG; number++)
    if (sigismember(before, number)) sigdelset(held, number);
  sigprocmask(SIG_UNBLOCK, held, NULL);
}

/* The directory above bin/, after all links. Without /proc there is the name this program was
 * started by, which the kernel hands over (getauxval(3)). */
static void find_image(char image[PATH_MAX], const char *argv0) {
  const char *started = (const char *)getauxval(AT_EXECFN);
  if (realpath("/proc/self/exe", image) == NULL
      && (started == NULL || realpath(started, image) == NULL)
      && (argv0 == NULL || realpath(argv0, image) == NULL))
    fail("cannot find", "bin/ipc", strerror(errno));
  for (int level = 0; level < 2; level++) {
    char *slash = strrchr(image, '/');
    if (slash == NULL) fail("not in the bin directory of an image", "bin/ipc", image);
    *slash = '\0';
  }
}

/* The machine gives up with status 1, which is ours for "the answer is no". It asks this hook first,
 * and also when it dies of a defect later, and then its abort and its report are what is wanted. */
static volatile sig_atomic_t starting = 1;

static void on_abort(void) {
  if (starting) _exit(EXIT_SYSTEM);
}

/* Whether the words ask for a stream of messages: then the compiler that makes faster code, slower,
 * is worth its 3 ms at the start. It triples what a mailbox moves. */
static int moves_many(int argc, char **argv) {
  static const char *const streams[] = {"--lines", "--nul", "-0", "--length", "--follow", "-f", "--all"};
  int verb = argc > 2 && strcmp(argv[1], "mbox") == 0 ? 2 : 1;
  if (argc <= verb || (strcmp(argv[verb], "send") != 0 && strcmp(argv[verb], "recv") != 0)) return 0;
  for (int word = verb + 1; word < argc && strcmp(argv[word], "--") != 0; word++) {
    for (size_t i = 0; i < sizeof streams / sizeof *streams; i++)
      if (strcmp(argv[word], streams[i]) == 0) return 1;
    /* A count of four digits or more. */
    int counts = strcmp(argv[word], "-c") == 0 || strcmp(argv[word], "--count") == 0;
    if (counts && word + 1 < argc && strlen(argv[word + 1]) > 3) return 1;
  }
  return 0;
}

/* Whether a word is an address of TLS. Only the other compiler has the processor's own instructions for
 * ciphers: it makes them thirty times as fast. */
static int speaks_tls(int argc, char **argv) {
  for (int word = 1; word < argc && strcmp(argv[word], "--") != 0; word++)
    if (strncmp(argv[word], "tls:", 4) == 0) return 1;
  return 0;
}

static JNIEnv *create_machine(const char *image, int both_compilers) {
  char library[PATH_MAX];
  if (snprintf(library, sizeof library, "%s/lib/server/libjvm.so", image) >= (int)sizeof library)
    fail("cannot load", image, strerror(ENAMETOOLONG));
  void *handle = dlopen(library, RTLD_NOW | RTLD_GLOBAL);
  if (handle == NULL) fail("cannot load", library, dlerror());
  jint (*create)(JavaVM **, void **, void *);
  *(void **)&create = dlsym(handle, "JNI_CreateJavaVM");
  if (create == NULL) fail("cannot load", library, dlerror());

  /* The other options lie in the image. The cache holds the module graph of this main module. */
  JavaVMOption options[] = {
    {.optionString = "-Djdk.module.main=ipc"},
    {.optionString = "abort", .extraInfo = (void *)on_abort},
    {.optionString = "-Xrs"},
    /* -Xrs alone would leave a socket for debuggers at each start, /tmp/.java_pidN. */
    {.optionString = "-XX:+DisableAttachMechanism"},
    {.optionString = both_compilers ? "-XX:TieredStopAtLevel=4" : "-XX:TieredStopAtLevel=1"},
    /* A stream runs for hours: it lives on little garbage, and gives back what the compiler used. */
    {.optionString = "-XX:MaxNewSize=4m"},
    {.optionString = "-XX:TrimNativeHeapInterval=2000"},
    /* And it is compiled soon. */
    {.optionString = "-XX:CompileThresholdScaling=3"},
  };
  int only_for_streams = 3;
  JavaVMInitArgs arguments = {
    .version = JNI_VERSION_21,
    .nOptions = (int)(sizeof options / sizeof *options) - (both_compilers ? 0 : only_for_streams),
    .options = options,
    .ignoreUnrecognized = JNI_FALSE,
  };
  JavaVM *machine;
  JNIEnv *env;
  if (create(&machine, (void **)&env, &arguments) != JNI_OK)
    fail("cannot start the virtual machine of", image, "it says above why");
  starting = 0;
  return env;
}

/* The machine reads the path of its own libraries in the locale's encoding, and in that of C it finds
 * none where the path is more than ASCII. So there it starts in one that can tell the path. Returns
 * the environment to go back to; what is made here lasts as long as the process. */
static char **speak_for_path(const char *image) {
  const char *byte = image;
  while (*byte > 0) byte++;
  char **before = environ;
  if (*byte == '\0') return before;
  locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
  if (utf8 == (locale_t)0) fail("cannot run in", image, "there is no locale C.UTF-8");
  uselocale(utf8);
  if (mbstowcs(NULL, image, 0) == (size_t)-1) fail("cannot run in", image, "the path is not UTF-8");
  uselocale(LC_GLOBAL_LOCALE);
  freelocale(utf8);
  int count = 0;
  while (before[count] != NULL) count++;
  char **own = calloc((size_t)count + 2, sizeof *own);
  if (own == NULL) fail("cannot run in", image, strerror(errno));
  static char locale[] = "LC_ALL=C.UTF-8";
  int kept = 0;
  own[kept++] = locale;
  for (int i = 0; i < count; i++)
    if (strncmp(before[i], "LC_ALL=", strlen("LC_ALL=")) != 0) own[kept++] = before[i];
  environ = own;
  return before;
}

static _Noreturn void die_of_exception(JNIEnv *env) {
  (*env)->ExceptionDescribe(env);
  _exit(EXIT_OUR_BUG);
}

static jobjectArray words(JNIEnv *env, int count, char **argv) {
  jclass bytes = (*env)->FindClass(env, "[B");
  jobjectArray words = (*env)->NewObjectArray(env, count, bytes, NULL);
  if (words == NULL) die_of_exception(env);
  for (int i = 0; i < count; i++) {
    jsize length = (jsize)strlen(argv[i]);
    jbyteArray word = (*env)->NewByteArray(env, length);
    if (word == NULL) die_of_exception(env);
    (*env)->SetByteArrayRegion(env, word, 0, length, (const jbyte *)argv[i]);
    (*env)->SetObjectArrayElement(env, words, i, word);
    (*env)->DeleteLocalRef(env, word);
  }
  return words;
}

/* The machine does not run where the working directory has no name: removed, out of our root, or
 * deeper than PATH_MAX. There relative names find nothing and make nothing; so they do in this
 * directory of /proc, which has a name. */
static void leave_unnamed_directory(void) {
  char name[PATH_MAX];
  if (getcwd(name, sizeof name) != NULL && name[0] == '/') return;
  if (chdir("/proc/self/fdinfo") < 0) fail("cannot leave", ".", strerror(errno));
}

int main(int argc, char **argv) {
  reserve_closed_descriptors();
  sigset_t held, before;
  hold_signals(&held, &before);
  hide_options();
  char image[PATH_MAX];
  find_image(image, argv[0]);
  leave_unnamed_directory();
  char **environment = speak_for_path(image);
  JNIEnv *env = create_machine(image, moves_many(argc, argv) || speaks_tls(argc, argv));
  environ = environment;
  unhide_options();
  release_signals(&held, &before);

  jclass entry = (*env)->FindClass(env, "ipc/Main");
  if (entry == NULL) die_of_exception(env);
  jmethodID start = (*env)->GetStaticMethodID(env, entry, "start", "([[B)I");
  if (start == NULL) die_of_exception(env);
  int given = argc > 0 ? argc - 1 : 0;
  jint status = (*env)->CallStaticIntMethod(env, entry, start, words(env, given, argv + 1));
  if ((*env)->ExceptionCheck(env)) die_of_exception(env);

  /* All output is written by now. Ending the machine in good order would only take time, and
   * would wait for threads that sit in the kernel. */
  _exit(status);
}
