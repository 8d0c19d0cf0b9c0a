package terraform_test

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// changedIn6 are the types that version 6 of the provider removed or whose arguments it changed
// so that a configuration must change: those of its upgrade guide
// (registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/version-6-upgrade) and of the
// breaking changes of 6.0.0 (github.com/hashicorp/terraform-provider-aws/releases/tag/v6.0.0),
// as far as these were at hand.
var changedIn6 = regexp.MustCompile(`^aws_(opsworks_|simpledb_|worklink_|redshift_|elastictranscoder_|evidently_|batch_|` +
	`cloudfront_response_headers_policy|instance|spot_instance|ami|globalaccelerator_accelerator|ecs_task_(definition|execution)|` +
	`elbv2_listener_rule|lb_listener|eks_|ec2_|flow_log|guardduty_|launch_template|networkmanager_|servicequotas_template|` +
	`service_discovery_service|ssm_association|media_store|api_gateway_|chime_|codeconnections_|dms_|eip|msk_|rekognition_|securityhub_)`)

// deprecatedIn6 are attributes that version 6 warns of, or renamed: data.aws_region.X.name is
// .region, which version 5 does not have; .id is in both.
var deprecatedIn6 = regexp.MustCompile(`data\.aws_region\.\w+\.(name|region)\b|aws_s3_bucket\.\w+\.region\b`)

var typeOf = regexp.MustCompile(`(?m)^(?:resource|data) "(aws_\w+)"`)

// TestModuleUsesNothingThatVersion6OfTheProviderRemoved: the module is planned with version 5
// here, and people take the newest of version 6.
func TestModuleUsesNothingThatVersion6OfTheProviderRemoved(t *testing.T) {
	t.Parallel()
	types := map[string]string{}
	for name, text := range moduleFiles(t) {
		for _, r := range typeOf.FindAllStringSubmatch(text, -1) {
			types[r[1]] = name
		}
		if found := deprecatedIn6.FindString(text); found != "" {
			t.Errorf("%s uses %s", name, found)
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(types)) {
		if changedIn6.MatchString(kind) {
			t.Errorf("%s: %s is not the same in version 6", types[kind], kind)
		}
	}
	if len(types) < 20 {
		t.Errorf("only %d types found", len(types))
	}
}

// warnsIn6 are the arguments that newer releases of version 6 warn of, all of the ledger:
// key_schema, which replaces them, does not exist in version 5
// (github.com/terraform-aws-modules/terraform-aws-dynamodb-table/issues/116).
var warnsIn6 = regexp.MustCompile(`(?m)^ *(hash_key|range_key) +=`)

// TestOneWarningIsKnown: docs/deploy.md names the one warning that people see.
func TestOneWarningIsKnown(t *testing.T) {
	t.Parallel()
	for name, text := range moduleFiles(t) {
		if name != "ledger.tf" && name != "reports.tf" && warnsIn6.MatchString(text) {
			t.Errorf("%s has keys of a table: the known warning is of the ledger alone", name)
		}
	}
	page, err := os.ReadFile("../docs/deploy.md")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(page), "`hash_key is deprecated. Use key_schema instead.`") {
		t.Error("docs/deploy.md does not name the warning of newer providers")
	}
}

// moduleFiles are the texts of the module's files, by name.
func moduleFiles(t *testing.T) map[string]string {
	t.Helper()
	paths, err := filepath.Glob("modules/fanlight/*.tf")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		files[filepath.Base(path)] = string(text)
	}
	return files
}
