/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* Threads that the JVM has not started: they come to it, work, leave it, come again, and end (io.perch.AttachedThreads). */
#include <jni.h>
#include <pthread.h>

#define THREADS 64

static JavaVM *jvm;
static jobject body;
static jmethodID run;
static jint visits;

static void *visit(void *unused) {
    for (jint i = 0; i < visits; i++) {
        void *environment;
        if ((*jvm)->AttachCurrentThread(jvm, &environment, NULL) != JNI_OK) {
            return (void *) 1;
        }
        (*(JNIEnv *) environment)->CallVoidMethod((JNIEnv *) environment, body, run);
        if ((*(JNIEnv *) environment)->ExceptionCheck((JNIEnv *) environment) || (*jvm)->DetachCurrentThread(jvm) != JNI_OK) {
            return (void *) 1;
        }
    }
    return unused;
}

/* Returns how many threads did all their visits. */
JNIEXPORT jint JNICALL Java_io_perch_AttachedThreads_run(JNIEnv *environment, jclass type __attribute__((unused)), jint threads,
                                                         jint times, jobject runnable) {
    pthread_t started[THREADS];
    jint finished = 0;
    jint count = 0;
    visits = times;
    body = (*environment)->NewGlobalRef(environment, runnable);
    run = (*environment)->GetMethodID(environment, (*environment)->GetObjectClass(environment, runnable), "run", "()V");
    if ((*environment)->GetJavaVM(environment, &jvm) != JNI_OK || run == NULL) {
        return -1;
    }
    while (count < threads && count < THREADS && pthread_create(&started[count], NULL, visit, NULL) == 0) {
        count++;
    }
    for (jint i = 0; i < count; i++) {
        void *failed;
        pthread_join(started[i], &failed);
        finished += failed == NULL;
    }
    (*environment)->DeleteGlobalRef(environment, body);
    return finished;
}
