/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.nio.file.Files;
import java.nio.file.Path;

/** An option's output file. Whether it can be written is checked before the work, not after it. */
public final class OutputFile implements ITypeConverter<Path> {
    @Override
    public Path convert(String text) {
        Path file = Path.of(text);
        Path directory = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            throw new TypeConversionException(file + " is a directory");
        }
        if (directory == null || !Files.isDirectory(directory)) {
            throw new TypeConversionException("there is no directory " + directory + " to write " + file.getFileName() + " to");
        }
        if (!Files.isWritable(Files.exists(file) ? file : directory)) {
            throw new TypeConversionException(file + " cannot be written");
        }
        return file;
    }
}
