package main

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/fanlight/fanlight/examples/internal/sample"
)

// Requests to a shop's web ACL from 27 November to 10 December 2025, UTC. On the last day
// one network tries passwords. Addresses are of RFC 5737.
const wafDays = 14

var wafStart = time.Date(2025, 11, 27, 0, 0, 0, 0, time.UTC)

// rule is a rule that blocks, with what it blocks.
type rule struct {
	name, kind string
	hits       int // a day
	uri, args  []string
	clients    []string
}

const webACL = "arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/shop/3f1b2c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d"

var (
	rules = []rule{
		{"AWS-AWSManagedRulesSQLiRuleSet", "MANAGED_RULE_GROUP", 9, []string{"/search", "/product"}, []string{"q=1'%20OR%20'1'='1", "id=7;DROP%20TABLE%20users--"}, []string{"203.0.113.7", "203.0.113.61"}},
		{"AWS-AWSManagedRulesCommonRuleSet", "MANAGED_RULE_GROUP", 7, []string{"/search", "/comment"}, []string{"q=<script>alert(1)</script>", "file=../../etc/passwd"}, []string{"203.0.113.7", "192.0.2.31"}},
		{"AWS-AWSManagedRulesAmazonIpReputationList", "MANAGED_RULE_GROUP", 6, []string{"/", "/wp-login.php", "/.env"}, []string{""}, []string{"203.0.113.118", "203.0.113.200", "192.0.2.144"}},
		{"login-rate", "RATE_BASED", 3, []string{"/login"}, []string{""}, []string{"192.0.2.31"}},
	}
	pages     = []string{"/", "/search", "/product", "/cart", "/login", "/account"}
	countries = map[string]string{"203.0.113.7": "NL", "203.0.113.61": "NL", "203.0.113.118": "BR", "203.0.113.200": "VN", "192.0.2.31": "US", "192.0.2.144": "RO"}
)

const (
	allowed     = 105 // a day
	attackBegin = 19
	attackHours = 3
	attack      = 96
)

func webRequests() sample.Files {
	r, log := sample.Random(20251209), &sample.Log{}
	for i := range wafDays {
		day := wafStart.AddDate(0, 0, i)
		for _, at := range sample.Times(&r, day, sample.About(&r, allowed), sample.Office) {
			request(&r, log, at, rule{name: "Default_Action", kind: "REGULAR", uri: pages, args: []string{""}}, fmt.Sprintf("198.51.100.%d", 1+r.Below(250)), "DE")
		}
		for _, blocked := range rules {
			for _, at := range sample.Times(&r, day, sample.About(&r, blocked.hits)+r.Below(2), sample.Even) {
				client := sample.Pick(&r, blocked.clients)
				request(&r, log, at, blocked, client, countries[client])
			}
		}
	}
	begin := wafStart.AddDate(0, 0, wafDays-1).Add(attackBegin * time.Hour)
	for range attack {
		at := begin.Add(time.Duration(r.Below(attackHours*3600)) * time.Second)
		request(&r, log, at, rules[3], fmt.Sprintf("192.0.2.%d", 160+r.Below(9)), "RO")
	}
	return sample.Files{"waf.log.gz": log.String()}
}

// request adds a line of a web ACL's log
// (https://docs.aws.amazon.com/waf/latest/developerguide/logging-fields.html).
func request(r *sample.Random, log *sample.Log, at time.Time, by rule, client, country string) {
	action := "BLOCK"
	if by.name == "Default_Action" {
		action = "ALLOW"
	}
	uri, args := sample.Pick(r, by.uri), sample.Pick(r, by.args)
	quoted, _ := json.Marshal(args) // a string
	log.Add(at, `{"timestamp":%d,"formatVersion":1,"webaclId":"%s","terminatingRuleId":"%s","terminatingRuleType":"%s","action":"%s","httpSourceName":"ALB","httpRequest":`+
		`{"clientIp":"%s","country":"%s","headers":[{"name":"host","value":"shop.example.org"}],"uri":"%s","args":%s,"httpVersion":"HTTP/2.0","httpMethod":"GET","requestId":"1-%08x-%012x"}}`,
		at.UnixMilli(), webACL, by.name, by.kind, action, client, country, uri, quoted, at.Unix(), r.Next()>>16)
}
