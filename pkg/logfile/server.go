package logfile

import (
	"cmp"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/logfile/internal/stamp"
)

// readAccess reads the logs of web servers, in the common and the combined form
// (`192.0.2.1 - - [01/Jan/2026:02:00:00 +0200] "GET / HTTP/1.1" …`,
// https://httpd.apache.org/docs/current/logs.html), and the access logs of S3, which have
// the time in the same form after two names. A bar before the time may be that of docker
// compose.
func (r *lineReader) readAccess(line string, e *cwli.Event) stamp.Time {
	const furthest, most = 512, 3 // bytes and brackets: a name may have one
	rest := line[:min(len(line), furthest)]
	for range most {
		at := strings.IndexByte(rest, '[')
		if at <= 0 {
			return stamp.Time{}
		}
		after := rest[at+1:]
		if len(after) > 3 && after[2] == '/' && rest[at-1] == ' ' {
			if strings.IndexByte(rest[:at], '|') >= 0 {
				if t := r.readCompose(line, e); t.Kind != stamp.None {
					r.instead = cmp.Or(r.instead, composeLines)
					return t
				}
			}
			return stamp.Named(after)
		}
		rest = after
	}
	return stamp.Time{}
}

// balanced are the types that the logs of load balancers start with
// (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html).
var balanced = map[string]bool{"http": true, "https": true, "h2": true, "grpcs": true, "ws": true, "wss": true, "tls 2.0": true, "tls 1.0": true}

// readLoadBalancer reads `https 2026-01-01T00:00:00.186641Z app/lb/50dc …`.
func (r *lineReader) readLoadBalancer(line string, _ *cwli.Event) stamp.Time {
	if line == "" || !strings.Contains("hgwt", line[:1]) {
		return stamp.Time{}
	}
	name, rest, _ := strings.Cut(line, " ")
	if name == "tls" {
		version, after, _ := strings.Cut(rest, " ")
		name, rest = name+" "+version, after
	}
	if !balanced[name] {
		return stamp.Time{}
	}
	return stamp.ISO(rest)
}
