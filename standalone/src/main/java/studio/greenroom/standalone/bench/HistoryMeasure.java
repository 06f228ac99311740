package studio.greenroom.standalone.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Jobs a second with ten times as many jobs behind them as at the first time. Both times in a process that was started
 * for it and warmed by as long a time of jobs, since a JVM that has made ten times as many would be the faster one.
 */
final class HistoryMeasure implements Measure {

    private static final int TIMES = 10;

    @Override
    public String name() {
        return "history";
    }

    /** Ten times as much as the warm-up leaves would take an hour. */
    @Override
    public boolean isHot() {
        return false;
    }

    @Override
    public List<Figure> take(Site site) throws Exception {
        Plan plan = site.plan();
        Duration warmUp = plan.time().multipliedBy(2);
        int times = plan.quick() ? 2 : TIMES;
        Histogram done = new ConcurrentHistogram(3);
        double few = JobsMeasure.perSecond(site, warmUp, plan.time(), done);
        long some = done.getTotalCount();
        while (done.getTotalCount() < times * some) {
            double unused = JobsMeasure.perSecond(site, Duration.ZERO, plan.time(), done);
        }
        long all = done.getTotalCount();
        site.restart();
        double many = JobsMeasure.perSecond(site, warmUp, plan.time(), done);
        return List.of(Figure.of("jobs, " + behind(all), many, "/s")
                .beside("with " + behind(some), few)
                .aim(Figure.Aim.ratio(0.9)));
    }

    private static String behind(long jobs) {
        return String.format(Locale.ROOT, "%,d behind them", jobs);
    }
}
