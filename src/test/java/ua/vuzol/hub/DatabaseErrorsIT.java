package ua.vuzol.hub;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Errors of PostgreSQL can be logged: the details of the server, which quote values of keys, stay out of the messages. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE)
@DirtiesContext
class DatabaseErrorsIT {
    @TempDir
    private static Path home;

    @Autowired
    private JdbcTemplate database;

    @DynamicPropertySource
    static void onAHomeOfItsOwn(DynamicPropertyRegistry registry) throws IOException {
        Path routes = Files.createDirectories(home.resolve("routes"));
        registry.add("vuzol.home", home.resolve("data")::toString);
        registry.add("vuzol.routes", routes::toString);
    }

    @Test
    void aViolatedKeyIsToldWithoutItsValue() {
        database.execute("CREATE TABLE person (name text PRIMARY KEY)");
        database.update("INSERT INTO person VALUES (?)", "Шевченко");
        assertThatThrownBy(() -> database.update("INSERT INTO person VALUES (?)", "Шевченко"))
                .isInstanceOf(DuplicateKeyException.class)
                .hasMessageContaining("person_pkey")
                .hasMessageNotContaining("Шевченко");
    }
}
