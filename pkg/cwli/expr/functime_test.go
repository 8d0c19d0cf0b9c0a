package expr_test

import "testing"

// The 14th of January 2022 is a Friday.
func TestTimeFunctions(t *testing.T) {
	t.Parallel()
	checkEvaluations(t, []evaluation{
		{"bin(5m)", "2022-01-14 21:15:00.000"},
		{"bin(25m)", "2022-01-14 21:00:00.000"},
		{"bin(300s)", "2022-01-14 21:18:00.000"},
		{"bin(1d)", "2022-01-14 00:00:00.000"},
		{"bin(1w)", "2022-01-10 00:00:00.000"},
		{"bin(1mo)", "2022-01-01 00:00:00.000"},
		{"bin(1q)", "2022-01-01 00:00:00.000"},
		{"bin(@timestamp, 1h)", "2022-01-14 21:00:00.000"},
		{"bin(nope, 1h)", absent},
		{"bin(s, 1h)", absent},
		{"bin(1e300, 1h)", absent},
		{"datefloor(1642195111000, 1h)", "2022-01-14 21:00:00.000"},
		{"dateceil(fromMillis(1642194000000), 1h)", "2022-01-14 21:00:00.000"},
		{"dateceil(@timestamp, 25m)", "2022-01-14 21:25:00.000"},
		{"dateceil(datefloor(@timestamp, 1h) + 55 * 60000, 25m)", "2022-01-14 22:00:00.000"},
		{"dateceil(list, 1h)", absent},
		{"fromMillis(-1)", "1969-12-31 23:59:59.999"},
		{"fromMillis(1.9)", "1970-01-01 00:00:00.001"},
		{"fromMillis(253402300800000)", absent}, // the year 10000
		{"fromMillis(s)", absent},
		{"toMillis(nope)", absent},
		{"toMillis(s)", absent},
		{"toMillis(fromMillis('12'))", "12"},
	})
}

func TestParseDate(t *testing.T) {
	t.Parallel()
	checkEvaluations(t, []evaluation{
		{`parseDate("2022-01-14T21:18:31.250Z", "yyyy-MM-dd'T'HH:mm:ss.SSSX")`, "1642195111250"},
		{`parseDate("2022-01-14T23:18:31+02:00", "yyyy-MM-dd'T'HH:mm:ssXXX")`, "1642195111000"},
		{`parseDate("2022-01-14T23:18:31+02:00", "yyyy-MM-dd'T'HH:mm:ssXXX", "America/New_York")`, "1642195111000"},
		{`parseDate("14/Jan/2022:13:18:31 -0800", "dd/MMM/yyyy:HH:mm:ss Z")`, "1642195111000"},
		{`parseDate("2022-01-14 21:18:31 UTC", "yyyy-MM-dd HH:mm:ss z")`, "1642195111000"},
		{`parseDate("01/14/22 9:18:31 PM", "MM/dd/yy h:mm:ss a")`, "1642195111000"},
		{`parseDate("12:05 am 2022-01-14", "h:mm a yyyy-MM-dd")`, "1642118700000"},
		{`parseDate("12:05 PM 2022-01-14", "h:mm a yyyy-MM-dd")`, "1642161900000"},
		{`parseDate("2022-01-14 16:18:31", "yyyy-MM-dd HH:mm:ss", "America/New_York")`, "1642195111000"},
		{`parseDate("2022-07-14 16:18:31", "yyyy-MM-dd HH:mm:ss", "America/New_York")`, "1657829911000"},
		{`parseDate("2022-01-14 23:18:31", "yyyy-MM-dd HH:mm:ss", "+02:00")`, "1642195111000"},
		{`parseDate("20220114211831", "yyyyMMddHHmmss")`, "1642195111000"},
		{`parseDate("2022-014", "yyyy-DDD")`, "1642118400000"},
		{`parseDate("2022-366", "yyyy-DDD")`, absent},
		{`parseDate("2024-02-29", "yyyy-MM-dd")`, "1709164800000"},
		{`parseDate("2023-02-30", "yyyy-MM-dd")`, absent},
		{`parseDate("2022-13-01", "yyyy-MM-dd")`, absent},
		{`parseDate("2022-00-01", "yyyy-MM-dd")`, absent},
		{`parseDate("2022-01-14 24:00", "yyyy-MM-dd HH:mm")`, absent},
		{`parseDate("2022-01-14x", "yyyy-MM-dd")`, absent},
		{`parseDate("2022-01-1", "yyyy-MM-dd")`, absent},
		{`parseDate("2022-1-4", "y-M-d")`, "1641254400000"},
		{`parseDate("2022-01-14", "yyyy-MM-dd[ HH:mm[:ss]]")`, "1642118400000"},
		{`parseDate("2022-01-14 21:18", "yyyy-MM-dd[ HH:mm[:ss]]")`, "1642195080000"},
		{`parseDate("2022-01-14 21:18:31", "yyyy-MM-dd[ HH:mm[:ss]]")`, "1642195111000"},
		{`parseDate("Friday, January 14, 2022", "EEEE, MMMM d, yyyy")`, "1642118400000"},
		{`parseDate("Fri Jan 14 2022", "EEE MMM dd uuuu")`, "1642118400000"},
		{`parseDate("2022 o'clock", "yyyy 'o''clock'")`, "1640995200000"},
		{`parseDate("2022'", "yyyy''")`, "1640995200000"},
		{`parseDate("", "yyyy")`, absent},
		{`parseDate(nope, "yyyy")`, absent},
		{`parseDate(map, "yyyy")`, absent},
	})
}

func TestFormatDate(t *testing.T) {
	t.Parallel()
	checkEvaluations(t, []evaluation{
		{`formatDate(@timestamp, "at %H:%M:%S.%L!")`, "at 21:18:31.000!"},
		{`strftime(@timestamp, "%d/%b/%Y:%H:%M:%S %z", "Europe/Berlin")`, "14/Jan/2022:22:18:31 +0100"},
		{`formatDate(1642195111007.9, "%L %f %N", "UTC")`, "007 007000 007000000"},
		{`formatDate(@timestamp, "%j %u %w %V %G %g %U %W")`, "014 5 5 02 2022 22 02 02"},
		{`formatDate(fromMillis(1641081600000), "%u %w %V %G %U %W")`, "7 0 52 2021 01 00"}, // Sunday, 2 January 2022
		{`formatDate(@timestamp, "%I:%M %p %P|%l|%k")`, "09:18 PM pm| 9|21"},
		{`formatDate(@timestamp, "%-l %-d/%-m %-j %-H")`, "9 14/1 14 21"},
		{`formatDate(0, "%-S%-H")`, "00"},
		{`formatDate(@timestamp, "%s%%%n%t%C")`, "1642195111%\n\t20"},
		{`formatDate(@timestamp, "%A %B %e, %a %h %y")`, "Friday January 14, Fri Jan 22"},
		{`formatDate(@timestamp, "%D %F %T %R %r")`, "01/14/22 2022-01-14 21:18:31 21:18 09:18:31 PM"},
		{`formatDate(@timestamp, "%c|%x|%X")`, "Fri Jan 14 21:18:31 2022|01/14/22|21:18:31"},
		{`formatDate(@timestamp, "%Z", "America/New_York")`, "EST"},
		{`formatDate(@timestamp, "")`, ""},
		{`formatDate(nope, "%Y")`, absent},
		{`formatDate(s, "%Y")`, absent},
	})
}
