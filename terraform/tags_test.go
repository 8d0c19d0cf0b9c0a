package terraform_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// untagged are the types of resources of the module that have no tags in the provider.
var untagged = []string{
	"aws_cloudwatch_dashboard", "aws_dynamodb_table_item", "aws_iam_role_policy", "aws_iam_role_policy_attachment",
	"aws_lambda_function_event_invoke_config", "aws_scheduler_schedule", "aws_sns_topic_policy", "aws_sns_topic_subscription",
	"aws_s3_bucket_lifecycle_configuration", "aws_s3_bucket_policy", "aws_s3_bucket_public_access_block",
	"aws_s3_bucket_server_side_encryption_configuration", "aws_s3_bucket_ownership_controls", "aws_s3_bucket_versioning",
}

var (
	resourceBlock = regexp.MustCompile(`(?ms)^resource "(\w+)" "(\w+)" \{\n(.*?)^\}`)
	tagged        = regexp.MustCompile(`(?m)^  tags +=.*\bvar\.tags\b`)
)

// TestEveryResourceHasTheTags: an organisation that asks for tags asks for them on all.
func TestEveryResourceHasTheTags(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("modules/fanlight/*.tf")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range resourceBlock.FindAllStringSubmatch(string(text), -1) {
			seen++
			if has := tagged.MatchString(r[3]); has == slices.Contains(untagged, r[1]) {
				t.Errorf("%s: %s.%s: tags = var.tags: %t", filepath.Base(file), r[1], r[2], has)
			}
		}
		if n := strings.Count(string(text), "\nresource \""); n > len(resourceBlock.FindAllString(string(text), -1)) {
			t.Errorf("%s has %d resources, not all of which this test reads", file, n)
		}
	}
	if seen < 15 {
		t.Errorf("only %d resources found", seen)
	}
}
