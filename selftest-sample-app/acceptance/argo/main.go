// Command argo has the analysis controller of Argo Rollouts itself run a template of docs/rollouts, in this process and
// without a cluster: its types read the file, its validation looks at it, its controller resolves the arguments, asks
// by its providers and decides. What stands in for the cluster is the fake client of Argo's own tests.
//
//	argo check FILE...                                  validates every template and Rollout
//	argo run FILE TEMPLATE [NAME=VALUE...]              runs an analysis to its end, without its initial delays
//	argo ask FILE TEMPLATE METRIC [NAME=VALUE...]       takes one measurement
package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/argoproj/argo-rollouts/analysis"
	"github.com/argoproj/argo-rollouts/controller/metrics"
	"github.com/argoproj/argo-rollouts/metricproviders"
	"github.com/argoproj/argo-rollouts/pkg/apis/rollouts/v1alpha1"
	"github.com/argoproj/argo-rollouts/pkg/apis/rollouts/validation"
	"github.com/argoproj/argo-rollouts/pkg/client/clientset/versioned/fake"
	informers "github.com/argoproj/argo-rollouts/pkg/client/informers/externalversions"
	analysisutil "github.com/argoproj/argo-rollouts/utils/analysis"
	"github.com/argoproj/argo-rollouts/utils/record"
	log "github.com/sirupsen/logrus"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"
	kubeinformers "k8s.io/client-go/informers"
	kubefake "k8s.io/client-go/kubernetes/fake"
	"k8s.io/client-go/util/workqueue"
	"sigs.k8s.io/yaml"
)

const longest = 3 * time.Minute

type manifests struct {
	templates map[string]*v1alpha1.AnalysisTemplate
	clusters  map[string]*v1alpha1.ClusterAnalysisTemplate
	rollouts  map[string]*v1alpha1.Rollout
}

func main() {
	log.SetOutput(io.Discard)
	if len(os.Args) < 3 {
		fail("Usage: argo check FILE... | run FILE TEMPLATE [NAME=VALUE...] | ask FILE TEMPLATE METRIC [NAME=VALUE...]")
	}
	switch {
	case os.Args[1] == "check":
		check(os.Args[2:])
	case os.Args[1] == "run" && len(os.Args) > 3:
		run(analysisRun(os.Args[2], os.Args[3], os.Args[4:]))
	case os.Args[1] == "ask" && len(os.Args) > 4:
		ask(analysisRun(os.Args[2], os.Args[3], os.Args[5:]), os.Args[4])
	default:
		fail("argo: '%s' is not understood", strings.Join(os.Args[1:], " "))
	}
}

func fail(format string, args ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", args...)
	os.Exit(2)
}

// read reads files by Argo's types; a field that these don't know is an error.
func read(files ...string) manifests {
	found := manifests{map[string]*v1alpha1.AnalysisTemplate{}, map[string]*v1alpha1.ClusterAnalysisTemplate{}, map[string]*v1alpha1.Rollout{}}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			fail("%v", err)
		}
		for _, document := range bytes.Split(text, []byte("\n---\n")) {
			var kind metav1.TypeMeta
			if err := yaml.Unmarshal(document, &kind); err != nil {
				fail("%s: %v", file, err)
			}
			switch kind.Kind {
			case "AnalysisTemplate":
				template := &v1alpha1.AnalysisTemplate{}
				strictly(file, document, template)
				found.templates[template.Name] = template
			case "ClusterAnalysisTemplate":
				template := &v1alpha1.ClusterAnalysisTemplate{}
				strictly(file, document, template)
				found.clusters[template.Name] = template
			case "Rollout":
				rollout := &v1alpha1.Rollout{}
				strictly(file, document, rollout)
				found.rollouts[rollout.Name] = rollout
			}
		}
	}
	return found
}

func strictly(file string, document []byte, into any) {
	if err := yaml.UnmarshalStrict(document, into); err != nil {
		fail("%s: %v", file, err)
	}
}

func check(files []string) {
	found := read(files...)
	var problems field.ErrorList
	for _, rollout := range found.rollouts {
		problems = append(problems, validation.ValidateRollout(rollout)...)
		for name, template := range found.templates {
			problems = append(problems, validation.ValidateAnalysisTemplateWithType(rollout, passed(template, rollout), nil, kindOf(name), field.NewPath(name))...)
		}
		for name, template := range found.clusters {
			// those of the cluster are the same, and each is told how it is used
			copied := &v1alpha1.AnalysisTemplate{ObjectMeta: template.ObjectMeta, Spec: template.Spec}
			cluster := &v1alpha1.ClusterAnalysisTemplate{ObjectMeta: template.ObjectMeta, Spec: passed(copied, rollout).Spec}
			problems = append(problems, validation.ValidateAnalysisTemplateWithType(rollout, nil, cluster, kindOf(name), field.NewPath(name))...)
		}
	}
	for _, problem := range problems {
		fmt.Println(problem)
	}
	fmt.Printf("%d templates, %d of the cluster, %d rollouts, %d problems\n", len(found.templates), len(found.clusters), len(found.rollouts), len(problems))
	if len(problems) > 0 || len(found.rollouts) == 0 {
		os.Exit(1)
	}
}

func kindOf(name string) validation.AnalysisTemplateType {
	if strings.HasSuffix(name, "-background") {
		return validation.BackgroundAnalysis
	}
	return validation.InlineAnalysis
}

// passed gives some value to the arguments of a template that the rollout does not name.
func passed(template *v1alpha1.AnalysisTemplate, rollout *v1alpha1.Rollout) *v1alpha1.AnalysisTemplate {
	for _, step := range rollout.Spec.Strategy.Canary.Steps {
		if step.Analysis != nil && step.Analysis.Templates[0].TemplateName == template.Name {
			return template
		}
	}
	if background := rollout.Spec.Strategy.Canary.Analysis; background != nil && background.Templates[0].TemplateName == template.Name {
		return template
	}
	filled := template.DeepCopy()
	for i := range filled.Spec.Args {
		if filled.Spec.Args[i].Value == nil && filled.Spec.Args[i].ValueFrom == nil {
			some := "some"
			filled.Spec.Args[i].Value = &some
		}
	}
	return filled
}

// analysisRun is what a Rollout makes of a template and of the arguments that it passes.
func analysisRun(file, name string, passed []string) *v1alpha1.AnalysisRun {
	found := read(file)
	var templates []*v1alpha1.AnalysisTemplate
	var clusters []*v1alpha1.ClusterAnalysisTemplate
	if template, there := found.templates[name]; there {
		templates = append(templates, template)
	} else if template, there := found.clusters[name]; there {
		clusters = append(clusters, template)
	} else {
		fail("%s holds no template '%s'", file, name)
	}
	var args []v1alpha1.Argument
	for _, each := range passed {
		key, value, _ := strings.Cut(each, "=")
		args = append(args, v1alpha1.Argument{Name: key, Value: &value})
	}
	made, err := analysisutil.NewAnalysisRunFromTemplates(templates, clusters, args, nil, nil, nil, nil, name, "", "shop")
	if err != nil {
		fail("%s: %v", name, err)
	}
	if err := analysisutil.ResolveArgs(made.Spec.Args); err != nil {
		fail("%s: %v", name, err)
	}
	made.CreationTimestamp = metav1.Now()
	for i := range made.Spec.Metrics {
		made.Spec.Metrics[i].InitialDelay = ""
	}
	return made
}

// run lets the controller work until it says that the analysis is over.
func run(wanted *v1alpha1.AnalysisRun) {
	ctx, stop := context.WithTimeout(context.Background(), longest)
	defer stop()
	kube := kubefake.NewSimpleClientset()
	client := fake.NewSimpleClientset(wanted)
	kubeFactory := kubeinformers.NewSharedInformerFactory(kube, 0)
	factory := informers.NewSharedInformerFactory(client, 0)
	runs := factory.Argoproj().V1alpha1().AnalysisRuns()
	controller := analysis.NewController(analysis.ControllerConfig{
		KubeClientSet:        kube,
		ArgoProjClientset:    client,
		AnalysisRunInformer:  runs,
		JobInformer:          kubeFactory.Batch().V1().Jobs(),
		ResyncPeriod:         time.Minute,
		AnalysisRunWorkQueue: workqueue.NewNamedRateLimitingQueue(workqueue.DefaultControllerRateLimiter(), "runs"),
		MetricsServer: metrics.NewMetricsServer(metrics.ServerConfig{
			AnalysisRunLister:             runs.Lister(),
			AnalysisTemplateLister:        factory.Argoproj().V1alpha1().AnalysisTemplates().Lister(),
			ClusterAnalysisTemplateLister: factory.Argoproj().V1alpha1().ClusterAnalysisTemplates().Lister(),
			K8SRequestProvider:            &metrics.K8sRequestsCountProvider{},
		}),
		Recorder: record.NewFakeEventRecorder(),
	})
	kubeFactory.Start(ctx.Done())
	factory.Start(ctx.Done())
	kubeFactory.WaitForCacheSync(ctx.Done())
	factory.WaitForCacheSync(ctx.Done())
	go func() { _ = controller.Run(ctx, 1) }()
	for {
		seen, err := client.ArgoprojV1alpha1().AnalysisRuns("shop").Get(ctx, wanted.Name, metav1.GetOptions{})
		if err != nil {
			fail("%s: %v", wanted.Name, err)
		}
		if seen.Status.Phase.Completed() {
			print(seen)
			return
		}
		select {
		case <-ctx.Done():
			fail("%s: not over after %v: %s", wanted.Name, longest, seen.Status.Phase)
		case <-time.After(100 * time.Millisecond):
		}
	}
}

func print(seen *v1alpha1.AnalysisRun) {
	for _, result := range seen.Status.MetricResults {
		fmt.Printf("%s: %d successful, %d failed, %d inconclusive, %d errors\n", result.Name, result.Successful, result.Failed, result.Inconclusive, result.Error)
		for _, measurement := range result.Measurements {
			fmt.Println("  " + line(measurement))
		}
	}
	fmt.Println(strings.TrimSpace(fmt.Sprintf("%s %s", seen.Status.Phase, seen.Status.Message)))
}

func line(measurement v1alpha1.Measurement) string {
	return strings.TrimSpace(fmt.Sprintf("%s %s %s", measurement.Phase, measurement.Value, measurement.Message))
}

// ask takes one measurement by the provider that the controller would take.
func ask(wanted *v1alpha1.AnalysisRun, name string) {
	for _, metric := range wanted.Spec.Metrics {
		if metric.Name != name {
			continue
		}
		resolved, err := analysisutil.ResolveMetricArgs(metric, wanted.Spec.Args)
		if err != nil {
			fail("%s: %v", name, err)
		}
		factory := metricproviders.ProviderFactory{}
		provider, err := factory.NewProvider(*log.NewEntry(log.StandardLogger()), "shop", *resolved)
		if err != nil {
			fail("%s: %v", name, err)
		}
		fmt.Println(line(provider.Run(wanted, *resolved)))
		return
	}
	fail("there is no metric '%s'", name)
}
