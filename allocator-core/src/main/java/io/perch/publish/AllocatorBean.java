/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.publish;

import io.perch.profile.Profile;
import io.perch.profile.ProfileText;
import io.perch.stats.Counter;
import io.perch.stats.PerchStats;
import io.perch.stats.Ratio;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.ImmutableDescriptor;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanException;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.OpenMBeanAttributeInfoSupport;
import javax.management.openmbean.OpenMBeanInfoSupport;
import javax.management.openmbean.OpenMBeanOperationInfoSupport;
import javax.management.openmbean.OpenMBeanParameterInfo;
import javax.management.openmbean.OpenMBeanParameterInfoSupport;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;

/** What {@code io.perch.jmx.PerchMBean} is made of: an open MXBean over a source of figures. */
public final class AllocatorBean implements DynamicMBean, AutoCloseable {
    private static final String PAGE = "page";
    private static final String TRIM = "trim";
    private static final String PROFILE = "profile";
    private static final String PROFILE_EVERY = "profileEvery";
    private static final String POOL_TABLE = "PoolTable";

    private final Source source;
    private final ObjectName name;
    private final MBeanInfo info;

    private AllocatorBean(Source source, ObjectName name) {
        this.source = source;
        this.name = name;
        List<OpenMBeanAttributeInfoSupport> attributes = new ArrayList<>();
        Counter.ALL.forEach(counter -> attributes.add(attribute(attributeOf(counter), counter.sentence(), SimpleType.LONG)));
        Ratio.ALL.forEach(ratio -> attributes.add(attribute(attributeOf(ratio), ratio.sentence(), SimpleType.DOUBLE)));
        attributes.add(attribute(POOL_TABLE, "What is counted for each pool; null is not counted.", PoolTable.TYPE));
        OpenMBeanParameterInfo[] none = {};
        OpenMBeanOperationInfoSupport[] operations = {
            new OpenMBeanOperationInfoSupport(PAGE, "All counters as text.", none, SimpleType.STRING, MBeanOperationInfo.INFO),
            new OpenMBeanOperationInfoSupport(TRIM, "Gives free memory back; returns how many bytes.", none, SimpleType.LONG,
                    MBeanOperationInfo.ACTION),
            new OpenMBeanOperationInfoSupport(PROFILE, "Who holds the memory, for ./perch profile; empty if nothing is sampled.",
                    none, SimpleType.STRING, MBeanOperationInfo.INFO),
            new OpenMBeanOperationInfoSupport(PROFILE_EVERY, "Samples what is allocated from now on, and forgets earlier samples.",
                    new OpenMBeanParameterInfo[] {new OpenMBeanParameterInfoSupport("interval",
                            "One sample in so many bytes; 0 for none.", SimpleType.LONG)},
                    SimpleType.VOID, MBeanOperationInfo.ACTION)};
        info = new OpenMBeanInfoSupport(AllocatorBean.class.getName(), "A Perch allocator.",
                attributes.toArray(OpenMBeanAttributeInfoSupport[]::new), null, operations, null,
                new ImmutableDescriptor("mxbean=true"));
    }

    private static OpenMBeanAttributeInfoSupport attribute(String name, String sentence, OpenType<?> type) {
        return new OpenMBeanAttributeInfoSupport(name, sentence, type, true, false, false);
    }

    /** As {@code PerchMBean.register}, with what an allocator says. */
    public static AllocatorBean register(Source source, String name) {
        try {
            ObjectName full = new ObjectName("io.perch:type=Allocator,name=" + name);
            if (full.isPattern()) {
                throw new IllegalArgumentException("no name for JMX: " + name);
            }
            AllocatorBean bean = new AllocatorBean(source, full);
            server().registerMBean(bean, full);
            return bean;
        } catch (InstanceAlreadyExistsException taken) {
            throw new IllegalArgumentException("there is an allocator named " + name + " in JMX already", taken);
        } catch (JMException refused) {
            throw new IllegalArgumentException("no name for JMX: " + name, refused);
        }
    }

    private static MBeanServer server() {
        return ManagementFactory.getPlatformMBeanServer();
    }

    /** The attribute of a counter or ratio: "InUse" for "IN_USE". */
    static String attributeOf(Enum<?> counter) {
        StringBuilder attribute = new StringBuilder();
        for (String word : counter.name().split("_")) {
            attribute.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return attribute.toString();
    }

    public ObjectName name() {
        return name;
    }

    @Override
    public Object getAttribute(String attribute) throws AttributeNotFoundException {
        AttributeList list = getAttributes(new String[] {attribute});
        if (list.isEmpty()) {
            throw new AttributeNotFoundException(attribute);
        }
        return list.asList().get(0).getValue();
    }

    /** All values are of one snapshot. */
    @Override
    public AttributeList getAttributes(String[] attributes) {
        PerchStats stats = source.stats();
        AttributeList list = new AttributeList();
        for (String attribute : attributes) {
            if (attribute.equals(POOL_TABLE)) {
                list.add(new Attribute(attribute, PoolTable.of(stats.pools())));
            }
            for (Counter counter : Counter.ALL) {
                if (attributeOf(counter).equals(attribute)) {
                    list.add(new Attribute(attribute, stats.get(counter)));
                }
            }
            for (Ratio ratio : Ratio.ALL) {
                if (attributeOf(ratio).equals(attribute)) {
                    list.add(new Attribute(attribute, stats.get(ratio)));
                }
            }
        }
        return list;
    }

    @Override
    public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
        throw new AttributeNotFoundException(attribute.getName() + " cannot be set");
    }

    @Override
    public AttributeList setAttributes(AttributeList attributes) {
        return new AttributeList();
    }

    @Override
    public Object invoke(String operation, Object[] arguments, String[] signature) throws MBeanException {
        if (operation.equals(PAGE)) {
            return source.stats().page();
        }
        if (operation.equals(TRIM)) {
            return source.trim();
        }
        if (operation.equals(PROFILE)) {
            Profile profile = source.profile();
            return profile == null ? "" : ProfileText.of(profile);
        }
        if (operation.equals(PROFILE_EVERY)) {
            source.profileEvery((Long) arguments[0]);
            return null;
        }
        throw new MBeanException(new NoSuchMethodException(operation), "there is no operation " + operation);
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        return info;
    }

    @Override
    public void close() {
        try {
            server().unregisterMBean(name);
        } catch (InstanceNotFoundException gone) {
            return;
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }
}
