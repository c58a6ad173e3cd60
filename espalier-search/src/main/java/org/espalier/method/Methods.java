package org.espalier.method;

import java.util.List;
import org.espalier.problem.BadUsage;
import org.espalier.problem.Nearest;
import org.espalier.search.Method;
import org.espalier.search.autodeeplab.AutoDeepLabMethod;
import org.espalier.search.gas.GasMethod;
import org.espalier.search.rspnet.RspNetMethod;
import org.espalier.search.sed.SedMethod;
import org.espalier.text.Text;

/** All search methods, by name. */
public final class Methods {

    private static final List<Method<?>> ALL =
            List.of(new AutoDeepLabMethod(), new GasMethod(), new RspNetMethod(), new SedMethod());

    private Methods() {}

    /** All methods, in the order in which they are listed. */
    public static List<Method<?>> all() {
        return ALL;
    }

    /** The names of all methods. */
    public static List<String> ids() {
        return ALL.stream().<String>map(Method::id).toList();
    }

    /**
     * The method of this name.
     *
     * @throws BadUsage if there is none; the message lists the names
     */
    public static Method<?> named(String id) {
        for (Method<?> method : ALL) {
            if (method.id().equals(id)) {
                return method;
            }
        }
        throw new BadUsage(Text.format(
                "method: got '%s'%s; allowed: %s",
                id,
                Nearest.to(id, ids())
                        .map(near -> " (did you mean " + near + "?)")
                        .orElse(""),
                String.join(", ", ids())));
    }
}
