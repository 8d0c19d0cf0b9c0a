package expr_test

import (
	"fmt"
	"testing"
)

func TestAddressFunctions(t *testing.T) {
	t.Parallel()
	checkEvaluations(t, []evaluation{
		{"isValidIp('300.1.1.1')", "0"},
		{"isValidIp('192.0.2.1')", "1"},
		{"isValidIp('2001:db8::1')", "1"},
		{"isValidIp('fe80::1%eth0')", "0"},
		{"isValidIp('192.0.2.01')", "0"},
		{"isValidIp('192.0.2.1/24')", "0"},
		{"isValidIp(empty)", "0"},
		{"isValidIp(nope)", absent},
		{"isValidIpV4('192.0.2.1')", "1"},
		{"isValidIpV4('::ffff:192.0.2.1')", "0"},
		{"isValidIpV6('::ffff:192.0.2.1')", "1"},
		{"isValidIpV6('2001:db8::1')", "1"},
		{"isValidIpV6('192.0.2.1')", "0"},
		{"isIpv4InSubnet('192.0.2.77', '192.0.2.0/24')", "1"},
		{"isIpv4InSubnet('192.0.3.1', '192.0.2.0/24')", "0"},
		{"isIpv4InSubnet('192.0.2.1', '192.0.2.77/24')", "1"},
		{"isIpv4InSubnet('10.0.0.1', '0.0.0.0/0')", "1"},
		{"isIpv6InSubnet('2001:db8:1::', '2001:db8::/32')", "1"},
		{"isIpv6InSubnet('10.0.0.1', '2001:db8::/32')", "0"},
		{"isIpInSubnet(s, '10.0.0.0/8')", "0"},
		{"isIpInSubnet(nope, '10.0.0.0/8')", absent},
		{"isIpInSubnet('10.1.2.3', concat('10.0.0.0', '/8'))", "1"},
		{"isIpInSubnet('10.1.2.3', s)", absent},
		{"ipv4ToNumber('192.0.2.1')", "3221225985"},
		{"ipv4ToNumber('255.255.255.255')", "4294967295"},
		{"ipv4ToNumber('::1')", absent},
		{"ipv4ToNumber(s)", absent},
	})
}

// Every address is private, public or reserved; nothing else is any of them.
func TestIsPublic(t *testing.T) {
	t.Parallel()
	kinds := map[string][]string{
		"isPrivateIP":  {"10.0.0.0", "10.255.255.255", "172.16.0.0", "172.31.255.255", "192.168.1.1"},
		"isPublicIP":   {"9.255.255.255", "11.0.0.0", "172.15.255.255", "172.32.0.0", "8.8.8.8", "100.63.255.255", "2606:4700::1"},
		"isReservedIP": {"127.0.0.1", "169.254.169.254", "100.64.0.0", "192.0.2.1", "198.51.100.9", "203.0.113.9", "224.0.0.1", "255.255.255.255", "0.0.0.0", "::1", "::", "fe80::1", "fd00::1", "ff02::1", "2001:db8::1", "::ffff:8.8.8.8"},
		"none":         {"", "10.0.0", "x"},
	}
	var tests []evaluation
	for kind, addresses := range kinds {
		for _, address := range addresses {
			for function := range kinds {
				if function == "none" {
					continue
				}
				want := "0"
				if function == kind {
					want = "1"
				}
				tests = append(tests, evaluation{fmt.Sprintf("%s('%s')", function, address), want})
			}
		}
	}
	checkEvaluations(t, tests)
}
