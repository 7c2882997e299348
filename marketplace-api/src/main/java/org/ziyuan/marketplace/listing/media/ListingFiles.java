package org.ziyuan.marketplace.listing.media;

import java.util.UUID;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.digest.Sha256;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.intake.SentForm.SentFile;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.text.TextField;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All files of vendors. They lie in the database, so that every node reads them and one backup holds them. */
@Component
public class ListingFiles {

    private static final int LARGEST = 16 << 20;
    private static final int LONGEST_NAME = 120;
    private static final int PIECE = 256 << 10;

    private final DatabaseClient database;
    private final VirusScan scan;

    ListingFiles(DatabaseClient database, VirusScan scan) {
        this.database = database;
        this.scan = scan;
    }

    /** Whether a scanner looks at what is sent. */
    public boolean scans() {
        return scan.isOn();
    }

    /**
     * A file that was looked at and may be kept.
     *
     * @param scanned whether a scanner has found nothing in it
     */
    public record Checked(String name, FileType type, byte[] content, boolean scanned) {

        /** The same as a picture that was made of it. */
        public Checked madeAnew(byte[] jpeg) {
            return new Checked(name, FileType.JPEG, jpeg, scanned);
        }
    }

    /**
     * Looks at a file before any transaction begins.
     *
     * @throws Refusal {@code listing-file-unfit} for what is of no type that opens; {@code listing-file-too-large}; {@code
     *     listing-file-infected}, {@code listing-file-not-scanned}
     */
    public Mono<Checked> check(SentFile sent) {
        return Mono.fromCallable(() -> {
                    if (sent.bytes().length > LARGEST) {
                        throw Refusal.of(Refusal.Kind.TOO_LARGE, "listing-file-too-large")
                                .with("mebibytes", LARGEST >> 20)
                                .with("field", "file");
                    }
                    return FileType.of(sent.bytes())
                            .orElseThrow(
                                    () -> Refusal.invalid("listing-file-unfit").with("field", "file"));
                })
                .flatMap(type -> scan.finds(sent.bytes())
                        .map(scanned -> new Checked(
                                TextField.fileName(sent.name(), LONGEST_NAME), type, sent.bytes(), scanned)));
    }

    /** Keeps it inside the caller's transaction; the same id twice is once. */
    public Mono<Void> keep(UUID id, Checked file, Actor vendor) {
        return database.sql("""
                        insert into listing_file (id, vendor_id, name, type, content, sha256, scanned, sent_by)
                        values (:id, :vendor, :name, :type, :content, :digest, :scanned, :by) on conflict (id) do nothing
                        """)
                .bind("id", id)
                .bind("vendor", vendor.organizationId())
                .bind("name", file.name())
                .bind("type", file.type().mediaType())
                .bind("content", file.content())
                .bind("digest", Sha256.of(file.content()))
                .bind("scanned", file.scanned())
                .bind("by", vendor.person())
                .then();
    }

    /** One of the vendor's own, or any for the operator. @throws Refusal {@code listing-file-not-found} */
    public Mono<KeptFile> find(UUID id, Actor actor) {
        return database.sql("select " + KeptFile.COLUMNS
                        + " from listing_file f where f.id = :id and (:operator or f.vendor_id = :vendor)")
                .bind("id", id)
                .bind("operator", actor.is(Role.OPERATOR))
                .bind("vendor", actor.organizationId())
                .map(KeptFile::of)
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("listing-file", id)));
    }

    /** A picture that a version of the listing shows or showed. @throws Refusal {@code listing-file-not-found} */
    public Mono<KeptFile> cover(UUID listing, UUID picture) {
        return database.sql("select " + KeptFile.COLUMNS + """

                          from listing_file f where f.id = :picture
                           and exists (select from listing_version v where v.listing_id = :listing and v.cover = f.id)
                        """)
                .bind("picture", picture)
                .bind("listing", listing)
                .map(KeptFile::of)
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("listing-file", picture)));
    }

    /** The file that opens a listing on the market, or empty where something else does. */
    public Mono<KeptFile> opening(UUID listing) {
        return database.sql("select " + KeptFile.COLUMNS + """

                          from listing l join listing_version v on v.listing_id = l.id and v.version = l.current_version
                          join listing_opening o on o.id = v.opening
                          join listing_file f on f.id = o.file_id where l.id = :listing
                        """)
                .bind("listing", listing)
                .map(KeptFile::of)
                .one();
    }

    /** What is in a file, from a byte on, a piece at a time as its reader takes them. */
    public Flux<DataBuffer> content(UUID id, long from, long length) {
        int pieces = (int) ((length + PIECE - 1) / PIECE);
        return Flux.range(0, pieces)
                .map(piece -> (long) piece * PIECE)
                .concatMap(skipped -> piece(id, from + skipped, Math.min(PIECE, length - skipped)), 1);
    }

    private Mono<DataBuffer> piece(UUID id, long from, long length) {
        return database.sql(
                        "select substring(content from :from for :length) as piece from listing_file where id = :id")
                .bind("from", (int) from + 1)
                .bind("length", (int) length)
                .bind("id", id)
                .mapValue(byte[].class)
                .one()
                .map(DefaultDataBufferFactory.sharedInstance::wrap);
    }
}
