// Package public reaches servers of the public internet, and refuses to reach any
// other: a URL that someone else chose must not lead into a private network.
package public

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"syscall"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// dialTimeout bounds a try to connect.
const dialTimeout = 10 * time.Second

// Client returns a client that connects to public addresses only. The address is
// checked after names were resolved, at each connection, so that a name cannot lead to
// another address than the one that was checked. It follows no redirects and uses no
// proxy. Its error for an address that is refused wraps a *fanlight.DeliveryError.
func Client() *http.Client {
	dialer := net.Dialer{Timeout: dialTimeout, ControlContext: control}
	return &http.Client{
		Transport:     &http.Transport{DialContext: dialer.DialContext, ForceAttemptHTTP2: true, TLSHandshakeTimeout: dialTimeout},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// control refuses an address before a connection to it is made.
func control(_ context.Context, network, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err == nil && (network == "tcp4" || network == "tcp6") && Public(at.Addr()) {
		return nil
	}
	return &fanlight.DeliveryError{Permanent: true, Err: fmt.Errorf("the address %s is not public: allow_private: true allows it", address)}
}

// Public reports whether an address is one of the public internet. Addresses of IPv6
// that stand for one of IPv4 are judged by that one.
func Public(a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	if inside, embedded := embeddedIPv4(a); embedded {
		return Public(inside)
	}
	if !a.IsGlobalUnicast() || a.IsPrivate() {
		return false
	}
	for _, reserved := range special {
		if reserved.Contains(a) {
			return false
		}
	}
	return true
}

// special are blocks that IsGlobalUnicast and IsPrivate leave out. Sources:
// iana.org/assignments/iana-ipv4-special-registry and iana-ipv6-special-registry.
// 169.254.169.254, where clouds serve credentials, is a link-local address;
// fd00:ec2::254 is private.
var special = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"),
	netip.MustParsePrefix("100.64.0.0/10"), // shared address space
	netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("198.18.0.0/15"), // benchmarking
	netip.MustParsePrefix("240.0.0.0/4"),
	netip.MustParsePrefix("::/96"),          // IPv4-compatible, deprecated
	netip.MustParsePrefix("64:ff9b:1::/48"), // local translation
	netip.MustParsePrefix("100::/64"),       // discard
	netip.MustParsePrefix("2001::/23"),      // Teredo and other protocols
	netip.MustParsePrefix("fec0::/10"),      // site-local, deprecated
}

// The prefixes of IPv6 whose addresses hold one of IPv4: NAT64 (RFC 6052) at the end,
// 6to4 (RFC 3056) after the prefix.
var (
	nat64  = netip.MustParsePrefix("64:ff9b::/96")
	sixTo4 = netip.MustParsePrefix("2002::/16")
)

func embeddedIPv4(a netip.Addr) (netip.Addr, bool) {
	b := a.As16()
	switch {
	case nat64.Contains(a):
		return netip.AddrFrom4([4]byte(b[12:16])), true
	case sixTo4.Contains(a):
		return netip.AddrFrom4([4]byte(b[2:6])), true
	}
	return netip.Addr{}, false
}
