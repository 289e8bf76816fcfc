/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.profile;

import io.perch.options.Option;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An interval, as {@code perch.profile} takes it: 512k. */
final class ByteCount implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
        try {
            return (Long) Option.PROFILE.read(text);
        } catch (IllegalArgumentException refused) {
            throw new TypeConversionException(refused.getMessage());
        }
    }
}
