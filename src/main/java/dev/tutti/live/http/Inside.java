package dev.tutti.live.http;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** Looks inside a server's own objects, where the standard has no word for what is needed. */
public final class Inside {
    private Inside() {}

    public static Object field(Object owner, String name) throws ReflectiveOperationException {
        return find(owner, name).get(owner);
    }

    public static void set(Object owner, String name, Object value) throws ReflectiveOperationException {
        find(owner, name).set(owner, value);
    }

    private static Field find(Object owner, String name) throws NoSuchFieldException {
        for (Class<?> type = owner.getClass(); type != null; type = type.getSuperclass()) {
            try {
                Field field = type.getDeclaredField(name);
                field.setAccessible(true);
                return field;
            } catch (NoSuchFieldException inherited) {
                continue;
            }
        }
        throw new NoSuchFieldException(owner.getClass().getName() + "." + name);
    }

    public static Object call(Object owner, String name) throws ReflectiveOperationException {
        try {
            Method method = method(owner.getClass(), name);
            method.setAccessible(true);
            return method.invoke(owner);
        } catch (InvocationTargetException failure) {
            throw new ReflectiveOperationException(failure.getCause());
        }
    }

    /** Some of the methods on the way are known to their own package only. */
    private static Method method(Class<?> owner, String name) throws NoSuchMethodException {
        for (Class<?> type = owner; type != null; type = type.getSuperclass()) {
            try {
                return type.getDeclaredMethod(name);
            } catch (NoSuchMethodException inherited) {
                continue;
            }
        }
        return owner.getMethod(name);
    }
}
