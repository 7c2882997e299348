package org.ziyuan.storefront.structure;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;

/**
 * Reads the product's main sources with the compiler's own parser. Tests of structure ask it, and {@code .ci/figures} runs
 * this very file to print the figures of docs/style.md; it therefore uses the JDK alone.
 */
final class Sources {

    private static final Pattern CREATES = Pattern.compile(
            "create (?:unlogged )?(?:table|view|materialized view) (?:if not exists )?([a-z_]+)\\b(?!\\.)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern IS_SQL =
            Pattern.compile("\\b(select|insert into|delete from|with [a-z_]+ as|update [a-z_]+|join [a-z_]+)\\b");
    private static final Pattern NAMES =
            Pattern.compile("(?:\\b(?:from|join|into|update|using)\\s+|,\\s+(?=[a-z_]+ (?!as|in|is|or)[a-z]{1,2}\\b))"
                    + "(?:only\\s+)?(?:market\\.)?([a-z_]+)\\b(?!\\s*[(.=])");
    private static final Pattern WRITES =
            Pattern.compile("\\b(?:insert into|delete from|update)\\s+(?:market\\.)?([a-z_]+)\\b(?!\\s*\\.)");
    private static final Pattern DECLARED = Pattern.compile("\"([a-z]+)(?: *::[^\"]*)?\"");

    private final List<Source> all;
    private final Set<String> tables;
    private final Map<String, String> owners;
    private final Map<String, Set<String>> listed;
    private final long linesOfSql;

    private Sources(
            List<Source> all,
            Set<String> tables,
            Map<String, String> owners,
            Map<String, Set<String>> listed,
            long linesOfSql) {
        this.all = all;
        this.tables = tables;
        this.owners = owners;
        this.listed = listed;
        this.linesOfSql = linesOfSql;
    }

    /** Prints what is asked for about the product in a folder: its figures, or what is too long, or which sentences. */
    public static void main(String[] folderAndWish) throws IOException {
        Sources read = read(Path.of(folderAndWish[0]));
        System.out.print(
                switch (folderAndWish.length > 1 ? folderAndWish[1] : "figures") {
                    case "long" -> read.tooLong();
                    case "sentences" -> read.sentences();
                    default -> read.figures();
                });
    }

    static Sources read(Path root) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        List<Source> all = new ArrayList<>();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            var files = manager.getJavaFileObjectsFromPaths(below(root, "/src/main/java/", ".java"));
            var task = (JavacTask) compiler.getTask(null, manager, null, List.of("-proc:none"), null, files);
            for (CompilationUnitTree unit : task.parse()) {
                all.add(Source.of(unit, DocTrees.instance(task)));
            }
        }
        Set<String> tables = new TreeSet<>();
        long lines = 0;
        for (Path script : below(root, "/src/main/resources/db/", ".sql")) {
            String text = Files.readString(script);
            matches(CREATES, text).forEach(tables::add);
            lines += text.lines().count();
        }
        Map<String, String> owners = new TreeMap<>();
        Map<String, Set<String>> listed = new TreeMap<>(Map.of("reads", new TreeSet<>(), "writes", new TreeSet<>()));
        for (String line : Files.readAllLines(root.resolve("storefront/src/test/resources/structure/tables.txt"))) {
            List<String> words = List.of(line.split(" +", 0));
            if (words.get(0).contains(".")) {
                words.stream().skip(1).forEach(table -> owners.put(table, words.get(0)));
            } else if (line.matches("(reads|writes) .+ because .+")) {
                listed.getOrDefault(words.get(0), new TreeSet<>()).add(words.get(1) + " -> " + words.get(2));
            }
        }
        return new Sources(all, tables, owners, listed, lines);
    }

    /** The tables and views that migrations make. */
    Set<String> tables() {
        return tables;
    }

    /** The feature that owns each table, as {@code tables.txt} says. */
    Map<String, String> owners() {
        return owners;
    }

    /** The arrows that {@code tables.txt} lets be, with a reason: {@code reads} and {@code writes}. */
    Set<String> listed(String act) {
        return listed.getOrDefault(act, Set.of());
    }

    /** A feature, an owner and a table where the feature's SQL names a table of the owner's. */
    Set<Arrow> arrowsThroughSql() {
        return arrows(NAMES);
    }

    /** The same where the SQL adds, changes or removes rows. */
    Set<Arrow> foreignWrites() {
        return arrows(WRITES);
    }

    private Set<Arrow> arrows(Pattern naming) {
        return all.stream()
                .flatMap(source -> source.sql()
                        .flatMap(text -> matches(naming, text))
                        .filter(owners::containsKey)
                        .map(table -> new Arrow(source.feature(), owners.getOrDefault(table, ""), table)))
                .filter(arrow -> !arrow.from().equals(arrow.to()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The features that each feature's types import. */
    Map<String, Set<String>> imports() {
        Set<String> features = all.stream().map(Source::feature).collect(Collectors.toSet());
        Map<String, Set<String>> imports = new TreeMap<>();
        for (Source source : all) {
            Set<String> of = imports.computeIfAbsent(source.feature(), feature -> new TreeSet<>());
            source.imports().stream()
                    .map(Sources::feature)
                    .filter(other -> features.contains(other) && !other.equals(source.feature()))
                    .forEach(of::add);
        }
        return imports;
    }

    /** What {@code package-info} lets each feature of the core use. */
    Map<String, Set<String>> declared() {
        return all.stream()
                .filter(source -> source.text().contains("allowedDependencies"))
                .collect(Collectors.toMap(
                        Source::feature,
                        source -> matches(DECLARED, source.text())
                                .map(name -> "marketplace." + name)
                                .collect(Collectors.toSet())));
    }

    /** The arrows of a feature to one that its {@code package-info} does not declare; above the core none does. */
    Stream<Arrow> undeclared() {
        Map<String, Set<String>> declared = declared();
        return arrowsThroughSql().stream()
                .filter(arrow -> !declared.getOrDefault(arrow.from(), Set.of()).contains(arrow.to()));
    }

    private String figures() {
        List<Source> types = all.stream().filter(Source::isType).toList();
        List<Integer> lines = types.stream().map(Source::lines).sorted().toList();
        List<Method> methods = types.stream()
                .flatMap(source -> source.methods().stream())
                .sorted(Comparator.comparingInt(Method::lines))
                .toList();
        Map<String, Long> packages =
                types.stream().collect(Collectors.groupingBy(Source::inPackage, TreeMap::new, Collectors.counting()));
        Map<String, Long> large = new TreeMap<>(packages);
        large.values().removeIf(files -> files <= 20);
        Method longest = methods.get(methods.size() - 1);
        Map<Boolean, Set<String>> undeclared = undeclared()
                .collect(Collectors.partitioningBy(
                        arrow -> arrow.from().startsWith("marketplace."),
                        Collectors.mapping(Arrow::between, Collectors.toCollection(TreeSet::new))));
        Set<String> core = undeclared.getOrDefault(true, Set.of());
        Set<String> above = undeclared.getOrDefault(false, Set.of());
        long secret =
                above.stream().filter(arrow -> !listed("reads").contains(arrow)).count();
        return """
                | figure | now | goal |
                | --- | --- | --- |
                | package-private types | %d %% of %d | >= 60 %% |
                | main files, p90 of lines | %d | <= 110 |
                | methods, p99 / longest | %d / %d | <= 26 / 40 |
                | packages over 25 files | %d | 0 |
                | undeclared arrows through SQL, in the core | %d | 0 |
                | arrows through SQL from the modules above, undeclared of them | %d, %d | -, 0 |
                | lines of SQL under db | %,d | <= 3,200 |
                | first sentences over 25 words, or riddles | %d | 0 |

                The longest method: %s
                Packages over 20 files: %s
                Undeclared: %s
                """.formatted(
                        100 * types.stream().filter(Source::isHidden).count() / types.size(),
                        types.size(),
                        lines.get(lines.size() * 9 / 10),
                        methods.get(methods.size() * 99 / 100).lines(),
                        longest.lines(),
                        packages.values().stream().filter(files -> files > 25).count(),
                        core.size(),
                        above.size(),
                        secret,
                        linesOfSql,
                        sentences().lines().count(),
                        longest.name(),
                        large,
                        core);
    }

    /** Methods over forty lines. */
    List<String> longMethods() {
        return all.stream()
                .flatMap(source -> source.methods().stream())
                .filter(method -> method.lines() > 40)
                .map(method -> method.lines() + " " + method.name())
                .toList();
    }

    private String tooLong() {
        Stream<String> files = all.stream()
                .filter(source -> source.lines() > 200)
                .map(source -> source.lines() + " " + source.inPackage() + "." + source.name());
        return Stream.concat(longMethods().stream(), files)
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private String sentences() {
        return all.stream()
                .flatMap(source -> source.sentences().stream())
                .filter(Sentence::isNoGood)
                .map(sentence -> sentence.where() + ": " + sentence.words() + "\n")
                .collect(Collectors.joining());
    }

    private static List<Path> below(Path root, String folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file ->
                            file.toString().contains(folder) && file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    private static Stream<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1));
    }

    /** {@code org.ziyuan.marketplace.payment.stripe} belongs to {@code marketplace.payment}. */
    private static String feature(String dotted) {
        return Stream.of(dotted.split("\\.", -1))
                .skip(2)
                .limit(2)
                .filter(name -> !name.isEmpty() && Character.isLowerCase(name.charAt(0)))
                .collect(Collectors.joining("."));
    }

    /** SQL of {@code from} names {@code table}, to which {@code to} adds the rows. */
    record Arrow(String from, String to, String table) implements Comparable<Arrow> {

        String between() {
            return from + " -> " + to;
        }

        @Override
        public int compareTo(Arrow other) {
            return toString().compareTo(other.toString());
        }
    }

    /** @param lines from the first line of its head to its closing brace, its Javadoc left out */
    record Method(String name, int lines) {}

    record Sentence(String where, String words) {

        private static final Pattern RIDDLE = Pattern.compile("(?i)\\b(whoever|nobody|who looks)\\b");

        boolean isNoGood() {
            return words.split("\\s+", -1).length > 25 || RIDDLE.matcher(words).find();
        }
    }

    /** One file. */
    record Source(
            String inPackage,
            String name,
            String text,
            boolean isHidden,
            List<String> imports,
            List<String> strings,
            List<Method> methods,
            List<Sentence> sentences) {

        static Source of(CompilationUnitTree unit, DocTrees trees) throws IOException {
            var scanner = new Scanner(unit, trees);
            scanner.scan(unit, null);
            return new Source(
                    String.valueOf(unit.getPackageName()),
                    scanner.file,
                    unit.getSourceFile().getCharContent(true).toString(),
                    unit.getTypeDecls().stream()
                            .noneMatch(type -> type instanceof ClassTree declared
                                    && declared.getModifiers().getFlags().contains(Modifier.PUBLIC)),
                    unit.getImports().stream()
                            .map(one -> one.getQualifiedIdentifier().toString())
                            .toList(),
                    scanner.strings,
                    scanner.methods,
                    scanner.sentences);
        }

        String feature() {
            return Sources.feature(inPackage);
        }

        boolean isType() {
            return !name.equals("package-info");
        }

        int lines() {
            return (int) text.lines().count();
        }

        Stream<String> sql() {
            return strings.stream().filter(text -> IS_SQL.matcher(text).find());
        }
    }

    private static final class Scanner extends TreePathScanner<Void, Void> {

        private final CompilationUnitTree unit;
        private final DocTrees trees;
        private final String file;
        private final List<String> strings = new ArrayList<>();
        private final List<Method> methods = new ArrayList<>();
        private final List<Sentence> sentences = new ArrayList<>();

        Scanner(CompilationUnitTree unit, DocTrees trees) {
            this.unit = unit;
            this.trees = trees;
            this.file = Path.of(unit.getSourceFile().getName())
                    .getFileName()
                    .toString()
                    .replace(".java", "");
        }

        @Override
        public Void visitClass(ClassTree type, Void none) {
            note(type.getSimpleName().toString());
            return super.visitClass(type, null);
        }

        @Override
        public Void visitMethod(MethodTree method, Void none) {
            String name = file + "." + method.getName();
            methods.add(new Method(name, line(end(method)) - line(start(method)) + 1));
            note(name);
            return super.visitMethod(method, null);
        }

        @Override
        public Void visitLiteral(LiteralTree literal, Void none) {
            if (literal.getValue() instanceof String text) {
                strings.add(text);
            }
            return null;
        }

        private void note(String name) {
            var comment = trees.getDocCommentTree(getCurrentPath());
            if (comment != null) {
                String words = comment.getFirstSentence().stream()
                        .map(Object::toString)
                        .collect(Collectors.joining())
                        .replaceAll("\\{@\\w+ (?:[^{}]|\\{[^}]*})*}", "X")
                        .replaceAll("\\s+", " ")
                        .strip();
                if (!words.isEmpty()) {
                    sentences.add(new Sentence(unit.getPackageName() + "." + file + " " + name, words));
                }
            }
        }

        private long start(Tree tree) {
            return trees.getSourcePositions().getStartPosition(unit, tree);
        }

        private long end(Tree tree) {
            return trees.getSourcePositions().getEndPosition(unit, tree);
        }

        private int line(long position) {
            return (int) unit.getLineMap().getLineNumber(position);
        }
    }
}
