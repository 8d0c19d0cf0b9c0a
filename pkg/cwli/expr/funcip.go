package expr

import (
	"encoding/binary"
	"net/netip"
	"slices"
	"sync"

	"github.com/fanlight/fanlight/pkg/cwli/value"
)

func addressFunctions() []*Function {
	return []*Function{
		{Name: "isValidIp", Params: params("text"), Result: GivesTruth, make: ofAddress(func(netip.Addr) bool { return true }),
			Summary: "1 if the text is an address of IPv4 or IPv6, else 0"},
		{Name: "isValidIpV4", Params: params("text"), Result: GivesTruth, make: ofAddress(netip.Addr.Is4),
			Summary: "1 if the text is an address of IPv4, else 0"},
		{Name: "isValidIpV6", Params: params("text"), Result: GivesTruth, make: ofAddress(netip.Addr.Is6),
			Summary: "1 if the text is an address of IPv6, else 0"},
		{Name: "isIpInSubnet", Params: params("text, subnet"), Result: GivesTruth, check: checkSubnet(anyAddress), make: inSubnet(anyAddress),
			Summary: "1 if the text is an address in the subnet, such as 192.0.2.0/24 or 2001:db8::/32, else 0"},
		{Name: "isIpv4InSubnet", Params: params("text, subnet"), Result: GivesTruth, check: checkSubnet(netip.Addr.Is4), make: inSubnet(netip.Addr.Is4),
			Summary: "1 if the text is an address in the subnet of IPv4, else 0"},
		{Name: "isIpv6InSubnet", Params: params("text, subnet"), Result: GivesTruth, check: checkSubnet(netip.Addr.Is6), make: inSubnet(netip.Addr.Is6),
			Summary: "1 if the text is an address in the subnet of IPv6, else 0"},
		{Name: "ipv4ToNumber", Params: params("text"), make: ofText(ipv4ToNumber),
			Summary: "the address of IPv4 as a number"},
		{Name: "isPrivateIP", Params: params("text"), Result: GivesTruth, make: ofAddress(isPrivate),
			Summary: "1 if the text is an address in a private range (10/8, 172.16/12, 192.168/16), else 0"},
		{Name: "isPublicIP", Params: params("text"), Result: GivesTruth, make: ofAddress(isPublic),
			Summary: "1 if the text is an address that is neither private nor reserved, else 0"},
		{Name: "isReservedIP", Params: params("text"), Result: GivesTruth, make: ofAddress(isReserved),
			Summary: "1 if the text is an address in a range with a special purpose, such as loopback or multicast, else 0"},
	}
}

func anyAddress(netip.Addr) bool { return true }

// address reads an address. One with a zone, such as fe80::1%eth0, is of a machine and
// not valid by itself.
func address(s string) (a netip.Addr, ok bool) {
	const longest = len("ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255")
	if len(s) > longest {
		return a, false
	}
	a, err := netip.ParseAddr(s)
	return a, err == nil && a.Zone() == ""
}

// ofAddress makes the evaluator of a function that tests an address. What is not an
// address fails the test.
func ofAddress(test func(netip.Addr) bool) maker {
	return ofText(func(s string) value.Value {
		a, ok := address(s)
		return value.OfTruth(ok && test(a))
	})
}

// subnet reads a subnet such as 192.0.2.0/24 of a version of the protocol.
func subnet(s string, version func(netip.Addr) bool) (p netip.Prefix, ok bool) {
	p, err := netip.ParsePrefix(s)
	return p, err == nil && version(p.Addr())
}

func checkSubnet(version func(netip.Addr) bool) func(*Call) *Error {
	return func(x *Call) *Error {
		if text, literal := x.Args[1].(*Text); literal {
			if _, ok := subnet(text.Value, version); !ok {
				return mistake(text, "invalid subnet in `%s`: want one such as %s", x.Func.Name, exampleOf(version))
			}
		}
		return nil
	}
}

func exampleOf(version func(netip.Addr) bool) string {
	if version(netip.IPv4Unspecified()) {
		return "192.0.2.0/24"
	}
	return "2001:db8::/32"
}

// inSubnet makes the evaluator of a test for a subnet. A subnet that is written in the
// query is read once.
func inSubnet(version func(netip.Addr) bool) maker {
	return func(c *Compiler, x *Call) (Evaluator, error) {
		if text, literal := x.Args[1].(*Text); literal {
			p, _ := subnet(text.Value, version) // as the parser checked
			return ofAddress(p.Contains)(c, x)
		}
		return ofTexts(func(s, t string) value.Value {
			p, ok := subnet(t, version)
			if !ok {
				return value.Value{}
			}
			a, ok := address(s)
			return value.OfTruth(ok && p.Contains(a))
		})(c, x)
	}
}

func ipv4ToNumber(s string) value.Value {
	a, ok := address(s)
	if !ok || !a.Is4() {
		return value.Value{}
	}
	bytes := a.As4()
	return value.OfNumber(float64(binary.BigEndian.Uint32(bytes[:])))
}

// privateRanges are those of RFC 1918, which AWS' page names. The unique local
// addresses of IPv6 are among the reserved ones.
var privateRanges = prefixes("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")

// reservedRanges are the blocks of the special-purpose address registries
// (https://www.iana.org/assignments/iana-ipv4-special-registry and
// https://www.iana.org/assignments/iana-ipv6-special-registry) that are not globally
// reachable, and the multicast ranges. AWS does not list the ranges that it means.
var reservedRanges = prefixes(
	"0.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "192.0.0.0/24", "192.0.2.0/24",
	"198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
	"::/128", "::1/128", "::ffff:0:0/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32",
	"3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "ff00::/8",
)

func prefixes(list ...string) func() []netip.Prefix {
	return sync.OnceValue(func() (all []netip.Prefix) {
		for _, s := range list {
			all = append(all, netip.MustParsePrefix(s))
		}
		return all
	})
}

// Each address is exactly one of private, reserved and public.

func isPrivate(a netip.Addr) bool { return in(privateRanges(), a) }

func isReserved(a netip.Addr) bool { return in(reservedRanges(), a) }

func isPublic(a netip.Addr) bool { return !isPrivate(a) && !isReserved(a) }

func in(ranges []netip.Prefix, a netip.Addr) bool {
	return slices.ContainsFunc(ranges, func(p netip.Prefix) bool { return p.Contains(a) })
}
