package cli

import "github.com/spf13/cobra"

// topics are texts of `fanlight help TOPIC` that belong to no single command.
var topics = []struct{ name, summary, text string }{
	{"times", "How times, sizes and money are written and read", `What is printed can be given to a command again.

Printed  times in UTC, as 2026-01-02T12:30:00Z; in events 12:30:17Z. A report's own text, and
         fanlight next, have the report's time zone and name it.
Read     2026-01-02T12:30:00Z, with or without seconds, T and zone (without a zone: UTC);
         seconds or milliseconds since 1970; now, today, yesterday; a length of time before
         now: 90s 30m 2h 7d 1w 1h30m.
A day    2026-01-02 is the whole day: as a start its first moment, as an end its last. With
         --at it is the edition that is due on that day in the report's time zone.

A time with a blank needs quotes: --at '2026-01-02 12:30'.
Lengths are 0.4s 12s 1m19s 2h05m 3d; sizes count in thousands, as AWS bills them: 812 B
14.2 KB 6.3 MB 1.3 TB; money is in US dollars at list prices: $0.21, $0.00003.`},
	{"states", "The states of runs, queries and destinations", `A run
  dispatching  its queries are being put on the queue
  running      queries are open
  reporting    every query has settled, the report is being sent
  sent         every destination has it; incomplete if a query gave no answer
  partly_sent  some destinations have it, the others were given up
  unsent       no destination has it
  skipped      its conditions left it unsent, as the report file says
  held         it was not sent: it is incomplete, and its report does not send such an edition
  cancelled    somebody ended it

A query        waiting, running; ok, empty (no row), failed, timed_out (at the deadline), cancelled
A destination  waiting, sending; sent, failed, unknown (nobody knows whether it has it), skipped

The same words stand in JSON.`},
	{"exit-codes", "What the exit status of a command means", `  0    done. Of a run: sent, with an answer to every query, or skipped as its report says
  1    failed, refused or held; sent with failed queries; a wrong query, file or test; "no" to a
       question; an output that could not be written
  2    the command line is wrong, or there is a question and no terminal to ask it on: nothing
       was done
  130  interrupted (Ctrl-C)
  143  terminated (SIGTERM)
  141  the reader of a pipe has gone

-o json never changes the status.`},
	{"json", "What -o json and -o ndjson promise", `-o json    one object for the command. Its first field is "version": 1, its lists are fields.
           Rows of a query stand alone: [{…}].
-o ndjson  one object a line, as it comes, where rows or events stream.

Within a version fields are only added. Names are in snake case, times in RFC 3339 and UTC,
lengths of time in milliseconds. A list without elements is [], what is not known is left out.
Mistakes and notes stay on stderr; only validate has them in its object.`},
	{"environment", "The environment variables that the program reads", `  FANLIGHT_STACK  the stack that commands work on, in place of --stack
  AWS_PROFILE, AWS_REGION, AWS_ENDPOINT_URL and the other variables of AWS's SDKs
  FANLIGHT_PAGER  the pager for long output, before PAGER; cat: none
  NO_COLOR        any value: no colours; so does TERM=dumb
  FANLIGHT_TTY    80, or 80x24: write as on a terminal of that size, and ask nothing; for tests
  LC_ALL, LC_CTYPE, LANG  marks are ASCII unless one names UTF-8

env:NAME in a report file names a variable with a secret: fanlight run --deliver reads it here, a
deployed stack has none.`},
}

// addTopics adds the topics of help.
func addTopics(root *cobra.Command) {
	for _, t := range topics {
		root.AddCommand(&cobra.Command{Use: t.name, Short: t.summary, Long: t.text})
	}
}
