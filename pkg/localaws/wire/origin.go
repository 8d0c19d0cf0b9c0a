package wire

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"

	"github.com/aws/smithy-go"
)

// checkOrigin returns an error for a request that a page in a browser may have sent: any page can send
// requests to this machine, and a page whose name leads to this machine (DNS rebinding) can read the
// answers. The pages' requests name another host than this machine, or have the header Origin or
// Sec-Fetch-Site.
func checkOrigin(r *http.Request, listener net.Addr) error {
	if !isLoopback(r.Host, listener) {
		return denied("the host %q is not this machine: want localhost, 127.0.0.1 or [::1] with the port of %s", r.Host, listener)
	}
	if origin, there := r.Header["Origin"]; there {
		return denied("pages in a browser are not let in (Origin %q)", strings.Join(origin, " "))
	}
	for _, site := range r.Header["Sec-Fetch-Site"] {
		if site != "none" && site != "same-origin" {
			return denied("pages in a browser are not let in (Sec-Fetch-Site %q)", site)
		}
	}
	return nil
}

// isLoopback reports whether a Host is a loopback name with a listener's port.
func isLoopback(host string, listener net.Addr) bool {
	_, want, err := net.SplitHostPort(listener.String())
	if err != nil {
		return false
	}
	name, port, err := net.SplitHostPort(host)
	if err != nil { // it names no port
		name, port = strings.Trim(host, "[]"), "80"
	}
	name = strings.ToLower(strings.TrimSuffix(name, "."))
	address, err := netip.ParseAddr(name)
	return port == want && (name == "localhost" || err == nil && address.IsLoopback())
}

func denied(format string, args ...any) error {
	return &smithy.GenericAPIError{Code: "AccessDeniedException", Message: fmt.Sprintf(format, args...), Fault: smithy.FaultClient}
}

// refusedID is the request ID of a refusal.
const refusedID = "00000000-0000-4000-8000-000000000000"

// refusal returns the answer for a request that may not come in, in a form that the SDKs read for each
// service.
func refusal(r *http.Request, status int, err error) answer {
	if isForm(r) {
		a := queryFailure(err)
		a.status = status
		return a
	}
	a := (&service{version: "1.0", namespace: "localaws", checksum: true}).failure(err)
	a.status = status
	a.header.Set("X-Amzn-Errortype", a.code)
	return a
}
